import type { Connection } from "../net/connection.ts";
import type { Edge } from "../net/edge.ts";
import type { ConversationId, ConversationSummary } from "../protocol/entry.ts";
import {
  type ClientFrame,
  type Failure,
  isIdle,
  type Presence,
  type ServerFrame,
  type Watch,
  type Welcome,
} from "../protocol/frames.ts";
import { DEFAULT_LIMITS, type Limits } from "../protocol/limits.ts";
import type { ClientStorage } from "../storage/storage.ts";
import type { SyncCommand } from "../sync/commands.ts";
import type { SyncEngine } from "../sync/sync-engine.ts";
import type { Acks } from "./acks.ts";
import type { Callbacks } from "./callbacks.ts";
import { Keeper } from "./keeper.ts";
import { type Heard, tell } from "./listeners.ts";
import type { Roster } from "./roster.ts";
import type { Writes } from "./writes.ts";

/** How long a live entry may be late before it is asked for; doubles for each check that changes nothing. */
const FIRST_CHECK_MS = 250;
const MAX_CHECK_DOUBLINGS = 7;

/** How long what was taken waits to be kept together with more. */
const KEEP_PERIOD_MS = 1_000;

/** The list of conversations is kept as a whole: not with each entry. */
const LISTED_PERIOD_MS = 10_000;

/** What a dialogue speaks for. */
export interface Parts {
  readonly edge: Edge;
  readonly engine: SyncEngine;
  readonly writes: Writes;
  readonly roster: Roster;
  readonly callbacks: Callbacks;
  readonly acks: Acks;
  readonly storage: ClientStorage;
}

/**
 * What is said within sessions, one after the other: frames go to the sync engine, the writes and the listeners, and
 * their commands are carried out.
 */
export class Dialogue {
  readonly #parts: Parts;
  readonly #keeper: Keeper;
  #connection: Connection | undefined;
  #epoch: string | undefined;
  #limits: Limits = DEFAULT_LIMITS;

  /** Whether the engine holds back because the listeners do not keep up. */
  #holding = false;

  /** What each new session is to be told as well. */
  #presence: Presence | undefined;
  #watch: Watch | undefined;
  #keepScheduled = false;

  /** When the conversations were kept last; undefined: they are to be kept soon. */
  #listedMs: number | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#keeper = new Keeper(parts.storage, () => this.#taken());
    parts.callbacks.whenTaken(this.#keeper);
  }

  /** A session opened on this connection, which replaces any former one. */
  welcome(opened: Connection, welcome: Welcome): void {
    const { engine, writes, roster, callbacks, acks } = this.#parts;
    this.#connection = opened;
    this.#epoch = welcome.epoch;
    this.#limits = welcome.limits;
    roster.welcome(welcome.user, welcome.conversations);
    this.#listedMs = undefined;
    const commands = engine.welcome(welcome.epoch, welcome.conversations);
    callbacks.epoch(welcome.epoch);
    welcome.conversations.forEach((summary) => this.#follow(summary));
    this.#sync(commands);
    writes.connected(opened, welcome.limits);
    // Also online: a device that comes back is taken for what it was before.
    if (this.#presence !== undefined) {
      this.send(this.#presence);
    }
    if (this.#watch !== undefined) {
      this.send(this.#watch);
    }
    acks.connected(opened, welcome.limits);
    this.#scheduleKeep();
  }

  /** From where the engine goes on: one that was left and is joined again, where it was. */
  #follow({ id, headSeq }: ConversationSummary): void {
    const { engine, callbacks } = this.#parts;
    callbacks.follow(id, engine.cursor(id) ?? headSeq);
  }

  disconnected(): void {
    this.#connection = undefined;
    this.#parts.acks.disconnected();
    this.#parts.engine.disconnected();
    this.#parts.writes.disconnected();
  }

  /** Whether something is known to be missing. */
  get behind(): boolean {
    return this.#parts.engine.behind;
  }

  received(frame: ServerFrame): void {
    const { engine, writes, roster, callbacks } = this.#parts;
    switch (frame.op) {
      case "entry":
        return this.#sync(engine.live(frame.entry));
      case "entries":
        return this.#sync(engine.entries(frame));
      case "reset":
        return this.#sync(engine.reset(frame));
      case "sent":
        writes.sent(frame);
        return this.#sync(engine.sent(frame.conversation, frame.seq));
      case "error":
        return this.#refused(frame);
      case "joined": {
        const summary = frame.conversation;
        roster.joined(summary);
        const commands = engine.joined(summary);
        this.#listedMs = undefined;
        this.#follow(summary);
        callbacks.client((listener) => listener.joined?.(summary));
        return this.#sync(commands);
      }
      case "left":
        roster.left(frame.conversation);
        this.#listedMs = undefined;
        this.#sync(engine.left(frame.conversation));
        return callbacks.client((listener) => listener.left?.(frame.conversation));
      case "lagging":
        return this.#sync(engine.lagging(frame.conversations));
      case "welcome":
      case "drain":
      case "pong":
        return undefined;
      default:
        return this.#heardOf(frame);
    }
  }

  /** What goes to the application as it is. */
  #heardOf(frame: Heard): void {
    const { roster, callbacks } = this.#parts;
    if (frame.op === "receipt" && frame.user === roster.self) {
      roster.read(frame.conversation, frame.readSeq);
    }
    callbacks.client((listener) => tell(listener, frame));
  }

  #refused(failure: Failure): void {
    if (failure.ref === undefined) {
      console.warn(`carillon: the server refused a frame: ${failure.code} ${failure.message}`);
    } else {
      this.#parts.writes.refused(failure);
      this.#sync(this.#parts.engine.refused(failure.ref, failure.code));
    }
  }

  /** Follows a conversation from `afterSeq` on. */
  start(conversation: ConversationId, afterSeq: number): void {
    this.#parts.callbacks.restart(conversation, afterSeq);
    this.#sync(this.#parts.engine.start(conversation, afterSeq));
  }

  read(conversation: ConversationId, seq: number): void {
    this.#parts.roster.read(conversation, seq);
    this.send({ op: "read", conversation, seq });
  }

  /** Sends what needs no answer; without a session it is lost, but for what each new session is told. */
  send(frame: ClientFrame): void {
    if (frame.op === "presence") {
      this.#presence = frame;
      if (isIdle(frame)) {
        // What was seen before was seen: nobody need be told of it by push.
        this.#parts.acks.flush();
      }
    } else if (frame.op === "watch") {
      this.#watch = frame;
    }
    this.#connection?.send(frame.op === "watch" ? this.#bounded(frame) : frame, this.#limits);
  }

  /** As many of each as the server lets a session watch. */
  #bounded(wanted: Watch): Watch {
    const max = this.#limits.maxWatchedUsers;
    const conversations = wanted.conversations?.slice(0, max) ?? [];
    return { op: "watch", users: wanted.users.slice(0, max), conversations };
  }

  #sync(commands: readonly SyncCommand[]): void {
    const { edge, engine, roster, writes, callbacks } = this.#parts;
    for (const command of commands) {
      switch (command.kind) {
        case "deliver":
          roster.entry(command.entry);
          writes.came(command.entry, roster.self);
          callbacks.entry(command.entry);
          break;
        case "reset":
          callbacks.reset(command.conversation, command.afterSeq, command.firstSeq);
          break;
        case "ended":
          callbacks.ended(command.conversation);
          break;
        case "request":
          this.send({
            op: "sync",
            ref: command.ref,
            cursors: command.cursors,
            ...(this.#epoch === undefined ? {} : { epoch: this.#epoch }),
          });
          break;
        case "checkLater":
          edge.after(FIRST_CHECK_MS * 2 ** Math.min(command.attempt, MAX_CHECK_DOUBLINGS), () =>
            this.#sync(engine.check(command.conversation)),
          );
          break;
      }
    }
    if (callbacks.backlogFull && !this.#holding) {
      engine.pause();
      this.#holding = true;
    }
  }

  /** A listener has taken something. */
  #taken(): void {
    this.#scheduleKeep();
    if (this.#holding && this.#parts.callbacks.backlogHalved) {
      this.#holding = false;
      this.#sync(this.#parts.engine.resume());
    }
  }

  #scheduleKeep(): void {
    if (!this.#keepScheduled) {
      this.#keepScheduled = true;
      this.#parts.edge.after(KEEP_PERIOD_MS, () => this.#keep());
    }
  }

  #keep(): void {
    this.#keepScheduled = false;
    const nowMs = this.#parts.edge.nowMs();
    if (this.#listedMs === undefined || nowMs - this.#listedMs >= LISTED_PERIOD_MS) {
      this.#listedMs = nowMs;
      this.#list();
    }
    void this.#keeper.flush();
  }

  #list(): void {
    const { roster } = this.#parts;
    if (roster.self !== undefined) {
      this.#keeper.listed({ user: roster.self, conversations: roster.conversations() });
    }
  }

  /** Has kept what was taken; done when it is. */
  keep(): Promise<void> {
    return this.#keeper.flushNow();
  }

  /** Has kept all that is worth it, at the end. */
  end(): Promise<void> {
    this.#list();
    return this.keep();
  }
}
