import { AccountCalls } from "./account-calls.ts";
import type * as answers from "./operator-answers.ts";
import { type CallOptions, part } from "./requests.ts";

export interface SessionQuery {
  /** Only this user's. */
  readonly user?: string;
  /** Only this node's. */
  readonly node?: string;
  /** The last session of the page before. */
  readonly after?: string;
  readonly limit?: number;
}

/** The calls of those who run the server: for administrators. */
export abstract class OperatorCalls extends AccountCalls {
  /** How every node is. */
  nodes(options?: CallOptions): Promise<answers.Nodes> {
    return this.get("/v1/operator/nodes", {}, options);
  }

  /** What a node measured in each of the last seconds, 600 at most; by default the one that answers. */
  nodeStats(
    query: { readonly node?: string; readonly seconds?: number } = {},
    options?: CallOptions,
  ): Promise<answers.NodeStats> {
    return this.get("/v1/operator/stats", { ...query }, options);
  }

  /** Who is connected, on all nodes; a page shorter than `limit` is the last. */
  openSessions(query: SessionQuery = {}, options?: CallOptions): Promise<answers.OpenSessions> {
    return this.get("/v1/operator/sessions", { ...query }, options);
  }

  /** Ends a session: its socket is closed, and its ticket is worth nothing. */
  endSession(session: string, options?: CallOptions): Promise<void> {
    return this.requests.call("DELETE", `/v1/operator/sessions/${part(session)}`, {}, options);
  }

  /** Tells everybody who is connected. @param text at most 1,000 characters */
  announce(text: string, options?: CallOptions): Promise<answers.Announced> {
    return this.put("POST", "/v1/operator/announce", { text }, options);
  }

  /** What administrators and moderators did, the newest first. @param query `before`: the id of an action */
  async audit(
    query: { readonly before?: string; readonly limit?: number } = {},
    options?: CallOptions,
  ): Promise<readonly answers.AuditAction[]> {
    return (await this.get<{ actions: answers.AuditAction[] }>("/v1/operator/audit", { ...query }, options)).actions;
  }
}
