import type { Message } from "../src/http/answers.ts";

/** The part of the HTTP interface that a view asks, with as many messages as a test says, in `c1`. */
export class HistoryServer {
  readonly calls: string[] = [];
  messages: Message[] = [];
  online = true;
  #gate: Promise<void> = Promise.resolve();

  constructor(messages: number) {
    this.messages = Array.from({ length: messages }, (_, i) => message(i + 1));
  }

  /** What is asked from now on is read at once, but answered only when this is called. */
  hold(): () => void {
    let open = (): void => {};
    this.#gate = new Promise((resolve) => (open = resolve));
    return open;
  }

  readonly fetch = async (address: string): Promise<Response> => {
    const url = new URL(address);
    this.calls.push(url.pathname + url.search);
    if (!this.online) {
      throw new TypeError("no network");
    }
    const answer = JSON.stringify(this.#answer(url));
    await this.#gate;
    return new Response(answer, { headers: { "content-type": "application/json" } });
  };

  #answer(url: URL): object {
    const asked = (name: string): number | undefined => {
      const value = url.searchParams.get(name);
      return value === null ? undefined : Number(value);
    };
    const limit = asked("limit") ?? 500;
    const root = /messages\/(\d+)(\/thread)?$/.exec(url.pathname);
    if (url.pathname.endsWith("/receipts")) {
      const receipts = ["ada", "grace"].map((user) => ({ user, deliveredSeq: 1, readSeq: 1 }));
      return { conversation: "c1", seq: asked("seq"), members: 2, delivered: 2, read: 2, receipts };
    } else if (url.pathname === "/v1/users") {
      const names = url.searchParams.get("names")?.split(",") ?? [];
      return { users: names.map((user) => ({ user, displayName: user.toUpperCase() })) };
    } else if (root !== null && root[2] === undefined) {
      return this.messages.find((one) => one.seq === Number(root[1])) ?? {};
    }
    const meant = root === null ? this.messages : this.messages.filter((one) => one.thread === Number(root[1]));
    const [before, after] = [asked("before"), asked("after")];
    const messages =
      after === undefined
        ? meant.filter((one) => one.seq < (before ?? Infinity)).slice(-limit)
        : meant.filter((one) => one.seq > after).slice(0, limit);
    return { conversation: "c1", messages };
  }
}

export function message(seq: number, more: Partial<Message> = {}): Message {
  return { seq, sender: "grace", at: seq, text: `message ${seq}`, replies: 0, ...more };
}
