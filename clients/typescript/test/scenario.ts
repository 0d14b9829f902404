import type { Edge, Socket, SocketListener, Timer } from "../src/net/edge.ts";
import { ServerAddress } from "../src/net/server-address.ts";
import { DEFAULT_OUTBOX_BOUNDS } from "../src/outbox/commands.ts";
import { CarillonError } from "../src/protocol/errors.ts";
import { ClientLoop } from "../src/session/client-loop.ts";
import type { ClientListener } from "../src/session/listeners.ts";
import { MemoryStorage } from "../src/storage/memory.ts";
import { DEFAULT_SYNC_BOUNDS, NO_CURSORS } from "../src/sync/commands.ts";
import { HandServer, liveEntry } from "./hand-server.ts";
import { send, summary } from "./scenes.ts";

const TICKET_LIFETIME_MS = 600_000;

/** What a step has the client do, by kind; the order within a kind counts. */
export interface Outcome {
  connects?: string[];
  sent?: { on: number; frame: object }[];
  dropped?: number[];
  told?: string[];
  answers?: string[];
}

export interface Step {
  readonly connect?: object;
  readonly away?: object;
  readonly close?: object;
  readonly open?: object;
  readonly welcome?: { readonly ticket: string; readonly heads: Record<string, number>; readonly epoch?: string };
  readonly live?: Record<string, readonly number[]>;
  readonly entries?: Record<string, unknown> & { readonly seqs: readonly number[]; readonly conversation: string };
  readonly joined?: Record<string, number>;
  readonly say?: object;
  readonly text?: string;
  readonly lose?: { readonly closeCode?: number; readonly httpStatus?: number; readonly retryAfterMs?: number };
  readonly pass?: number;
  readonly write?: { readonly id: string; readonly text: string };
  readonly on?: number;
  readonly then?: Outcome;
}

export interface Scenario {
  readonly about: string;
  readonly tokens?: readonly string[];
  readonly random?: readonly number[];
  readonly trustedHosts?: readonly string[];
  readonly steps: readonly Step[];
}

/** Plays a scenario on a whole client; `clients/scenarios/README.md`. */
export class Player {
  readonly #loop: ClientLoop;
  readonly #world: HandServer;
  readonly #sockets: SocketListener[] = [];
  #outcome: Outcome = {};

  constructor({ tokens = ["token"], random = [0.5], trustedHosts = [] }: Scenario) {
    const left = { tokens: [...tokens], random: [...random] };
    const world = new HandServer(() => (left.random.length > 1 ? left.random.shift() : left.random[0]) ?? 0.5);
    this.#world = world;
    const edge: Edge = {
      connect: (address, listener) => this.#connected(address, listener),
      nowMs: () => world.nowMs(),
      wallMs: () => world.wallMs(),
      after: (delayMs: number, task: () => void): Timer => world.after(delayMs, task),
      defer: (task) => task(),
      random: () => world.random(),
    };
    this.#loop = new ClientLoop(
      {
        server: ServerAddress.of("https://chat.example.org").allowing(trustedHosts),
        tokens: () => (left.tokens.length > 1 ? left.tokens.shift() : left.tokens[0]) ?? "",
        kept: { device: "d1", cursors: NO_CURSORS, writes: [] },
        storage: new MemoryStorage(),
        syncBounds: DEFAULT_SYNC_BOUNDS,
        outboxBounds: DEFAULT_OUTBOX_BOUNDS,
        clientListener: this.#listener(),
        entryListener: {
          entry: ({ conversation, seq }) => this.#told(`entry ${conversation} ${seq}`),
          reset: (conversation, afterSeq) => this.#told(`reset ${conversation} ${afterSeq}`),
        },
      },
      edge,
    );
  }

  /** Plays one step. @returns what the client did */
  async play(step: Step): Promise<Outcome> {
    this.#outcome = {};
    this.#do(step);
    for (let turns = 0; turns < 5; turns++) {
      await Promise.resolve();
    }
    return this.#outcome;
  }

  #do(step: Step): void {
    const peer = this.#sockets[(step.on ?? this.#sockets.length) - 1];
    const say = (frame: object): void => peer?.received(JSON.stringify(frame));
    if (step.connect !== undefined) {
      void this.#loop.connect().catch(() => {});
    } else if (step.away !== undefined) {
      this.#loop.send({ op: "presence", status: "away" });
    } else if (step.close !== undefined) {
      void this.#loop.close();
    } else if (step.open !== undefined) {
      peer?.opened(this.#socket(this.#sockets.length));
    } else if (step.welcome !== undefined) {
      say(this.#welcome(step.welcome));
    } else if (step.live !== undefined) {
      for (const [conversation, seqs] of Object.entries(step.live)) {
        seqs.forEach((seq) => say({ op: "entry", ...liveEntry(seq), conversation }));
      }
    } else if (step.entries !== undefined) {
      const { seqs, ...rest } = step.entries;
      say({ op: "entries", more: false, ...rest, entries: seqs.map(liveEntry) });
    } else if (step.joined !== undefined) {
      Object.entries(step.joined).forEach(([id, seq]) => say({ op: "joined", conversation: summary(id, seq) }));
    } else if (step.say !== undefined) {
      say(step.say);
    } else if (step.text !== undefined) {
      peer?.received(step.text);
    } else if (step.lose !== undefined) {
      const { closeCode = 0, httpStatus = 0, retryAfterMs } = step.lose;
      peer?.ended({ closeCode, httpStatus, reason: "", ...(retryAfterMs === undefined ? {} : { retryAfterMs }) });
    } else if (step.pass !== undefined) {
      this.#world.pass(step.pass);
    } else if (step.write !== undefined) {
      this.#write(step.write.id, step.write.text);
    }
  }

  #write(id: string, text: string): void {
    this.#loop.write(send(id, "c1", text)).then(
      ({ seq }) => (this.#outcome.answers ??= []).push(`${id} ${seq}`),
      (e: unknown) => (this.#outcome.answers ??= []).push(`${id} ${e instanceof CarillonError ? e.code : String(e)}`),
    );
  }

  #welcome({ ticket, heads, epoch = "e1" }: NonNullable<Step["welcome"]>): object {
    return {
      op: "welcome",
      user: "ada",
      session: "s1",
      node: "n1",
      epoch,
      ticket,
      ticketExpiresAt: this.#world.wallMs() + TICKET_LIFETIME_MS,
      heartbeatSeconds: 30,
      limits: {},
      conversations: Object.entries(heads).map(([id, headSeq]) => summary(id, headSeq)),
    };
  }

  #connected(address: string, listener: SocketListener): void {
    this.#sockets.push(listener);
    (this.#outcome.connects ??= []).push(address);
  }

  #socket(on: number): Socket {
    return {
      send: (text) => (this.#outcome.sent ??= []).push({ on, frame: JSON.parse(text) as object }),
      close: () => (this.#outcome.dropped ??= []).push(on),
    };
  }

  #told(what: string): void {
    (this.#outcome.told ??= []).push(what);
  }

  #listener(): ClientListener {
    return {
      stateChanged: (state) => this.#told(state),
      nextAttempt: (delayMs) => this.#told(`next attempt in ${Math.round(delayMs)} ms`),
      closed: (reason) => this.#told(`closed: ${reason.code}`),
      joined: ({ id }) => this.#told(`joined ${id}`),
      left: (id) => this.#told(`left ${id}`),
      degraded: (reason) => this.#told(`degraded: ${reason}`),
      recovered: () => this.#told("recovered"),
    };
  }
}
