import { type Account, CarillonError, type Hit, type Message } from "@carillon/client";
import { useMemo } from "react";
import { useChatSession } from "./ChatProvider.tsx";

/** What an account may have besides, where the server knows of it. */
export interface Profile extends Account {
  readonly title?: string;
  readonly timeZone?: string;
  /** Path of the picture. */
  readonly avatar?: string;
}

export interface SearchQuery {
  readonly q: string;
  readonly conversation?: string;
  readonly from?: string;
  readonly since?: number;
  readonly until?: number;
  readonly has?: "link" | "file";
  readonly offset?: number;
  readonly limit?: number;
}

/** Calls of the HTTP interface that the SDK has no methods for yet. */
export class NewerCalls {
  readonly #token: string;

  constructor(token: string) {
    this.#token = token;
  }

  /** The first message at or after a time, and some around it. */
  async messageAt(conversation: string, at: number): Promise<number | undefined> {
    const path = `/v1/conversations/${encodeURIComponent(conversation)}/messages?at=${at}&limit=1`;
    const page = await this.#call<{ anchor?: number; messages: readonly Message[] }>("GET", path);
    return page.anchor ?? page.messages.at(-1)?.seq;
  }

  async search(query: SearchQuery, signal?: AbortSignal): Promise<readonly Hit[]> {
    const fields = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, `${value}`]]));
    const path = `/v1/search?${new URLSearchParams(fields)}`;
    return (await this.#call<{ hits: readonly Hit[] }>("GET", path, undefined, signal)).hits;
  }

  changeProfile(user: string, change: { displayName?: string; title?: string; timeZone?: string }): Promise<Profile> {
    return this.#call("PATCH", `/v1/users/${encodeURIComponent(user)}`, JSON.stringify(change));
  }

  setAvatar(user: string, image: Blob): Promise<Profile> {
    return this.#call("PUT", `/v1/users/${encodeURIComponent(user)}/avatar`, image);
  }

  removeAvatar(user: string): Promise<Profile> {
    return this.#call("DELETE", `/v1/users/${encodeURIComponent(user)}/avatar`);
  }

  async #call<T>(method: string, path: string, body?: BodyInit, signal?: AbortSignal): Promise<T> {
    const headers: Record<string, string> = { Authorization: `Bearer ${this.#token}` };
    if (typeof body === "string") {
      headers["Content-Type"] = "application/json";
    }
    let response: Response;
    try {
      const given = body === undefined ? {} : { body };
      response = await fetch(path, { method, headers, ...given, signal: signal ?? null });
    } catch (error) {
      if (signal?.aborted) {
        throw error;
      }
      throw new CarillonError("unavailable", "the server cannot be reached");
    }
    if (response.status === 204) {
      return undefined as T;
    }
    const answer = (await response.json().catch(() => ({}))) as { code?: string; detail?: string };
    if (!response.ok) {
      const code = (answer.code ?? "internal") as CarillonError["code"];
      throw new CarillonError(code, answer.detail ?? response.statusText);
    }
    return answer as T;
  }
}

export function useNewerCalls(): NewerCalls {
  const { token } = useChatSession();
  return useMemo(() => new NewerCalls(token), [token]);
}
