import type {
  AccountChange,
  Account,
  Announced,
  AuditAction,
  CallOptions,
  CarillonHttp,
  Invitation,
  NewAccount,
  Nodes,
  NodeStats,
  OpenInvitation,
  OpenSession,
  OpenSessions,
} from "@carillon/client";
import { createContext, useContext } from "react";

export const PAGE = 100;

export interface SessionFilter {
  readonly user: string;
  readonly node: string;
}

/** What the page asks and does: the administrators' calls, with what it is filtered by. */
export class OperatorCalls {
  readonly #http: CarillonHttp;

  constructor(http: CarillonHttp) {
    this.#http = http;
  }

  nodes(signal?: AbortSignal): Promise<Nodes> {
    return this.#http.nodes(until(signal));
  }

  stats(node: string, seconds: number, signal?: AbortSignal): Promise<NodeStats> {
    return this.#http.nodeStats({ node, seconds }, until(signal));
  }

  sessions({ user, node }: SessionFilter, after: string, limit: number, signal?: AbortSignal): Promise<OpenSessions> {
    return this.#http.openSessions(given({ user, node, after, limit }), until(signal));
  }

  endSession({ session }: OpenSession): Promise<void> {
    return this.#http.endSession(session);
  }

  announce(text: string): Promise<Announced> {
    return this.#http.announce(text);
  }

  audit(before: string | undefined, signal?: AbortSignal): Promise<readonly AuditAction[]> {
    return this.#http.audit({ ...(before === undefined ? {} : { before }), limit: PAGE }, until(signal));
  }

  accounts(query: string, after: string, signal?: AbortSignal): Promise<readonly Account[]> {
    return this.#http.users(given({ query, after, limit: PAGE }), until(signal));
  }

  makeAccount(account: NewAccount & { readonly administrator?: boolean }): Promise<Account> {
    return this.#http.makeUser(account);
  }

  changeAccount(user: string, change: AccountChange): Promise<Account> {
    return this.#http.changeUser(user, change);
  }

  invite(lifetimeSeconds: number): Promise<Invitation> {
    return this.#http.invite({ lifetimeSeconds });
  }

  invitations(signal?: AbortSignal): Promise<readonly OpenInvitation[]> {
    return this.#http.invitations({}, until(signal));
  }

  withdraw(id: string): Promise<void> {
    return this.#http.withdrawInvitation(id);
  }
}

function until(signal: AbortSignal | undefined): CallOptions {
  return signal === undefined ? {} : { signal };
}

/** The fields that say something. */
export function given<T extends object>(fields: T): Partial<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== "")) as Partial<T>;
}

const CallsContext = createContext<OperatorCalls | undefined>(undefined);
export const CallsProvider = CallsContext.Provider;

export function useCalls(): OperatorCalls {
  const calls = useContext(CallsContext);
  if (calls === undefined) {
    throw new Error("outside of the operator's page");
  }
  return calls;
}
