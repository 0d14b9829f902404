import type { Edge, Socket, SocketListener, Timer } from "../src/net/edge.ts";
import { ServerAddress } from "../src/net/server-address.ts";
import { DEFAULT_OUTBOX_BOUNDS } from "../src/outbox/commands.ts";
import type { ConversationSummary } from "../src/protocol/entry.ts";
import { DEFAULT_LIMITS } from "../src/protocol/limits.ts";
import { ClientLoop } from "../src/session/client-loop.ts";
import { MemoryStorage } from "../src/storage/memory.ts";
import { DEFAULT_SYNC_BOUNDS, NO_CURSORS } from "../src/sync/commands.ts";
import { summary } from "./scenes.ts";

const TICKET_LIFETIME_MS = 600_000;

/** One socket that a client asked for, and all that it has sent. */
export class Peer implements Socket {
  readonly address: string;
  readonly client: SocketListener;
  readonly received: Record<string, unknown>[] = [];
  closed = false;

  constructor(address: string, client: SocketListener) {
    this.address = address;
    this.client = client;
  }

  send(text: string): void {
    this.received.push(JSON.parse(text) as Record<string, unknown>);
  }

  close(): void {
    this.closed = true;
  }

  open(): void {
    this.client.opened(this);
  }

  say(frame: object): void {
    this.client.received(JSON.stringify(frame));
  }

  fail(closeCode = 0): void {
    this.client.ended({ closeCode, httpStatus: 0, reason: "" });
  }

  all(op: string): Record<string, unknown>[] {
    return this.received.filter((frame) => frame["op"] === op);
  }

  last(op: string): Record<string, unknown> | undefined {
    return this.all(op).at(-1);
  }
}

interface Waiting {
  readonly atMs: number;
  readonly task: () => void;
}

/** A world whose server, time and chance are the test's. */
export class HandServer implements Edge {
  readonly peers: Peer[] = [];
  #nowMs = 0;
  #tasks: Waiting[] = [];
  readonly #chance: () => number;

  constructor(chance: () => number = () => 0.5) {
    this.#chance = chance;
  }

  connect(address: string, listener: SocketListener): void {
    this.peers.push(new Peer(address, listener));
  }

  nowMs(): number {
    return this.#nowMs;
  }

  wallMs(): number {
    return 1_795_000_000_000 + this.#nowMs;
  }

  defer(task: () => void): void {
    task();
  }

  random(): number {
    return this.#chance();
  }

  after(delayMs: number, task: () => void): Timer {
    const waiting = { atMs: this.#nowMs + delayMs, task };
    this.#tasks.push(waiting);
    return { cancel: () => (this.#tasks = this.#tasks.filter((other) => other !== waiting)) };
  }

  pass(ms: number): void {
    const untilMs = this.#nowMs + ms;
    for (;;) {
      const due = this.#firstDue(untilMs);
      if (due === undefined) {
        break;
      }
      this.#tasks = this.#tasks.filter((task) => task !== due);
      this.#nowMs = Math.max(this.#nowMs, due.atMs);
      due.task();
    }
    this.#nowMs = untilMs;
  }

  /** Of those due at the same time the one that has waited longest. */
  #firstDue(untilMs: number): Waiting | undefined {
    let first: Waiting | undefined;
    for (const task of this.#tasks) {
      if (task.atMs <= untilMs && (first === undefined || task.atMs < first.atMs)) {
        first = task;
      }
    }
    return first;
  }

  get peer(): Peer {
    const last = this.peers.at(-1);
    if (last === undefined) {
      throw new Error("no connection was asked for");
    }
    return last;
  }

  /** Lets the last attempt succeed. */
  accept(ticket: string, conversations: readonly ConversationSummary[] = [summary("c1", 98)]): Peer {
    this.peer.open();
    this.welcome(ticket, conversations);
    return this.peer;
  }

  welcome(ticket: string, conversations: readonly ConversationSummary[] = [summary("c1", 98)]): void {
    this.peer.say({
      op: "welcome",
      user: "ada",
      session: "s1",
      node: "n1",
      epoch: "e1",
      ticket,
      ticketExpiresAt: this.wallMs() + TICKET_LIFETIME_MS,
      heartbeatSeconds: 30,
      limits: DEFAULT_LIMITS,
      conversations,
    });
  }

  live(seq: number): void {
    this.peer.say({ op: "entry", ...liveEntry(seq) });
  }
}

/** A client in such a world, with everything that it told its listeners. */
export class World extends HandServer {
  readonly told: unknown[] = [];
  readonly loop: ClientLoop;
  readonly storage = new MemoryStorage();

  constructor(tokens: () => string = () => "token", chance: () => number = () => 0.5) {
    super(chance);
    this.loop = new ClientLoop(
      {
        server: ServerAddress.of("https://chat.example.org").allowing(["*.example.org"]),
        tokens,
        kept: { device: "d1", cursors: NO_CURSORS, writes: [] },
        storage: this.storage,
        syncBounds: DEFAULT_SYNC_BOUNDS,
        outboxBounds: DEFAULT_OUTBOX_BOUNDS,
        clientListener: {
          stateChanged: (state) => void this.told.push(state),
          closed: (reason) => void this.told.push(reason.code),
        },
        entryListener: {
          entry: (entry) => void this.told.push(entry.seq),
          reset: (_, afterSeq) => void this.told.push(`reset ${afterSeq}`),
        },
      },
      this,
    );
  }

  /** Connected, with one conversation whose head is 98. */
  static online(): World {
    const world = new World();
    void world.loop.connect().catch(() => {});
    world.accept("ticket 1");
    return world;
  }
}

/** An entry as it is on the wire. */
export function liveEntry(seq: number): object {
  return { conversation: "c1", seq, ordinal: seq, type: "message", sender: "grace", at: 1, text: `message ${seq}` };
}
