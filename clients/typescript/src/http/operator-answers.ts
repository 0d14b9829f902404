import type { UserId } from "../protocol/entry.ts";

/** What a node measured in one second. Numbers of events are a second's. */
export interface NodeSample {
  readonly at: number;
  readonly sessions: number;
  readonly deliveries: number;
  readonly appends: number;
  readonly appendP50Micros: number;
  readonly appendP99Micros: number;
  /** Feeds that found a gap, and heal. */
  readonly gaps: number;
  /** Sessions that fell behind. */
  readonly laggards: number;
  readonly cpuPermille: number;
  readonly heapBytes: number;
}

export interface NodeState {
  readonly node: string;
  /** Whether it is the node that answered. */
  readonly self?: boolean;
  readonly version?: string;
  readonly region?: string;
  readonly address?: string;
  readonly startedAt: number;
  readonly status: string;
  readonly store: string;
  readonly broker: string;
  /** Means of the last seconds. */
  readonly now: NodeSample;
  readonly totals: { readonly appendsQueued: number; readonly heapMaxBytes: number };
}

export interface Nodes {
  readonly nodes: readonly NodeState[];
  /** That did not answer in time. */
  readonly silentNodes: readonly string[];
}

export interface NodeStats {
  readonly node: string;
  /** The oldest first. */
  readonly samples: readonly NodeSample[];
}

export interface OpenSession {
  readonly session: string;
  readonly user: UserId;
  readonly device: string;
  readonly node: string;
  /** As rate limits count it. */
  readonly address: string;
  /** What its handshake called itself. */
  readonly client?: string;
  readonly since: number;
  readonly lastFrameAt: number;
  /** What its socket has not taken. */
  readonly queueBytes: number;
}

export interface OpenSessions {
  /** In the order of their ids. */
  readonly sessions: readonly OpenSession[];
  readonly silentNodes: readonly string[];
}

export interface Announced {
  readonly id: string;
  readonly at: number;
  /** How many were told. */
  readonly sessions: number;
  readonly silentNodes: readonly string[];
}

/** Something that an administrator or a moderator did. */
export interface AuditAction {
  readonly id: string;
  readonly at: number;
  readonly by: UserId;
  readonly action: string;
  /** To whom or what. */
  readonly subject?: string;
  readonly address?: string;
}
