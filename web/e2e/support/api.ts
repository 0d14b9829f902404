import { expect } from "@playwright/test";

/** An entry of the log that is a message. */
export interface LoggedMessage {
  readonly seq: number;
  readonly sender: string;
  readonly text: string;
}

interface LoggedEntry extends LoggedMessage {
  readonly type: string;
}

/** The HTTP interface, as one user. */
export class Api {
  readonly server: string;
  readonly token: string;

  constructor(server: string, token: string) {
    this.server = server;
    this.token = token;
  }

  async call<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(this.server + path, {
      method,
      headers: { authorization: `Bearer ${this.token}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) {
      throw new Error(`${method} ${path}: ${response.status} ${text}`);
    }
    return (text === "" ? undefined : JSON.parse(text)) as T;
  }

  /** Makes an account. */
  async makeUser(username: string, displayName: string, administrator = false): Promise<void> {
    await this.call("POST", "/v1/users", { username, password: passwordOf(username), displayName, administrator });
  }

  /** What a program needs to act as somebody. */
  login(username: string): Promise<{ user: string; token: string; expiresAt: number; administrator: boolean }> {
    return this.call("POST", `/v1/users/${username}/tokens`, { label: "test" });
  }

  async channel(name: string, members: readonly string[] = []): Promise<string> {
    const body = { kind: "channel", name, members };
    return (await this.call<{ id: string }>("POST", "/v1/conversations", body)).id;
  }

  /** @returns its seq */
  async send(conversation: string, text: string, more: object = {}): Promise<number> {
    const path = `/v1/conversations/${conversation}/messages`;
    return (await this.call<{ seq: number }>("POST", path, { text, ...more })).seq;
  }

  /** Sends so many, "Old 1", "Old 2"... @returns the seq of the last one */
  async sendMany(conversation: string, name: string, count: number, more: object = {}): Promise<number> {
    let seq = 0;
    for (let number = 1; number <= count; number++) {
      seq = await this.send(conversation, `${name} ${number}`, more);
    }
    return seq;
  }

  /** Says that everything up to `seq` is read, and waits until it counts. */
  async read(conversation: string, seq: number): Promise<void> {
    await this.call("POST", `/v1/conversations/${conversation}/read`, { seq });
    await expect.poll(() => this.readSeq(conversation)).toBe(seq);
  }

  /** Up to where the user has read, as the server knows it. */
  async readSeq(conversation: string): Promise<number> {
    type Answer = { readonly conversations: readonly { readonly id: string; readonly readSeq: number }[] };
    const { conversations } = await this.call<Answer>("GET", "/v1/conversations");
    return conversations.find(({ id }) => id === conversation)?.readSeq ?? 0;
  }

  /** All messages of a conversation in the order of its log. */
  async log(conversation: string): Promise<readonly LoggedMessage[]> {
    const found: LoggedMessage[] = [];
    for (let after = 0, more = true; more; ) {
      const path = `/v1/conversations/${conversation}/entries?after=${after}`;
      const page = await this.call<{ entries: LoggedEntry[]; more: boolean }>("GET", path);
      found.push(...page.entries.filter(({ type }) => type === "message"));
      after = page.entries.at(-1)?.seq ?? after;
      more = page.more && page.entries.length > 0;
    }
    return found;
  }
}

export function passwordOf(username: string): string {
  return `the password of ${username}`;
}
