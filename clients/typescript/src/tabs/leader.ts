import type { Edge } from "../net/edge.ts";
import type { ConversationId } from "../protocol/entry.ts";
import type { ClientFrame } from "../protocol/frames.ts";
import type { ClientLoop } from "../session/client-loop.ts";
import type { ClientListener, EntryListener } from "../session/listeners.ts";
import { type Ask, type News, plainError } from "./messages.ts";
import { Wants } from "./wants.ts";

/** Makes the client that all tabs share, with these listeners. */
export type MakeLoop = (client: ClientListener, entries: EntryListener) => Promise<ClientLoop>;

/** The tab that leads. */
export interface LeadingTab {
  readonly tab: string;
  readonly edge: Edge;
  /** How long nobody has seen it. */
  readonly hiddenMs: () => number;
}

/** The part of the tab that leads: does what the tabs ask, and tells them everything. */
export class Leader {
  readonly #tab: string;
  readonly #edge: Edge;
  readonly #tell: (news: News) => void;
  readonly #wants = new Wants();
  readonly #loop: ClientLoop;
  readonly #hiddenMs: () => number;
  #ended = false;

  private constructor(tab: LeadingTab, tell: (news: News) => void, loop: ClientLoop) {
    this.#tab = tab.tab;
    this.#edge = tab.edge;
    this.#hiddenMs = tab.hiddenMs;
    this.#tell = tell;
    this.#loop = loop;
  }

  /** @param tell tells all tabs, this one too */
  static async begin(tab: LeadingTab, make: MakeLoop, tell: (news: News) => void): Promise<Leader> {
    let leader: Leader | undefined;
    const told = (news: News): void => {
      if (leader !== undefined && !leader.#ended) {
        tell(news);
      }
    };
    const loop = await make(
      calls(told, () => leader?.session()),
      {
        entry: (entry) => told({ news: "entry", entry }),
        reset: (conversation, afterSeq, firstSeq) => told({ news: "reset", conversation, afterSeq, firstSeq }),
      },
    );
    leader = new Leader(tab, told, loop);
    leader.announce();
    return leader;
  }

  /** Says who leads, and how things are. */
  announce(): void {
    const { state, user } = this.#loop;
    const snapshot = {
      state,
      ...(user === undefined ? {} : { user }),
      conversations: this.#loop.conversations(),
      cursors: this.#loop.cursors(),
      unanswered: this.#loop.unanswered(),
      refused: this.#loop.refused(),
    };
    this.#tell({ news: "leads", leader: this.#tab, snapshot });
  }

  /** @internal What a new session brought. */
  session(): (News & { news: "state" })["session"] {
    const { user } = this.#loop;
    const { epoch } = this.#loop.cursors();
    return user === undefined ? undefined : { user, epoch, conversations: this.#loop.conversations() };
  }

  asked(ask: Ask): void {
    const nowMs = this.#edge.nowMs();
    switch (ask.ask) {
      case "hello":
        this.#wants.heard(ask.tab, nowMs);
        return this.announce();
      case "ping":
        if (!this.#wants.knows(ask.tab)) {
          this.announce(); // It says again what it wants.
        }
        this.#wants.heard(ask.tab, nowMs);
        this.#send(this.#wants.together(nowMs));
        return this.#tell({ news: "pong", leader: this.#tab, hiddenMs: this.#hiddenMs() });
      case "bye":
        this.#wants.gone(ask.tab);
        return this.#send(this.#wants.together(nowMs));
      case "connect":
        return void this.#loop.connect().catch(() => {});
      case "hinted":
        return this.#loop.hinted();
      case "write":
        return this.#write(ask);
      case "discard":
        return this.#loop.discard(ask.id);
      case "send":
        return this.#heardFrame(ask.tab, ask.frame);
      case "read":
        return this.#read(ask.conversation, ask.seq);
      case "typing":
        return this.#loop.typing(ask.conversation);
      case "keep":
        return void this.#loop.keep().finally(() => this.#tell({ news: "kept", id: ask.id }));
    }
  }

  #write({ write }: Ask & { ask: "write" }): void {
    this.#loop.write(write).then(
      (sent) => this.#tell({ news: "answered", write, sent }),
      (e: unknown) => this.#tell({ news: "failed", write, reason: plainError(e) }),
    );
  }

  #heardFrame(tab: string, frame: ClientFrame): void {
    const together = frame.op === "watch" || frame.op === "presence";
    this.#send(together ? this.#wants.wants(tab, frame, this.#edge.nowMs()) : [frame]);
  }

  #send(frames: readonly ClientFrame[]): void {
    for (const frame of frames) {
      this.#loop.send(frame);
    }
  }

  #read(conversation: ConversationId, seq: number): void {
    this.#loop.read(conversation, seq);
    this.#tell({ news: "read", conversation, seq });
  }

  keep(): Promise<void> {
    return this.#loop.keep();
  }

  /** Leads no more; nothing of its end is told: another one goes on. */
  async end(): Promise<void> {
    this.#ended = true;
    await this.#loop.close();
  }
}

/** Tells what the client tells. */
function calls(told: (news: News) => void, session: () => (News & { news: "state" })["session"]): ClientListener {
  const call =
    (name: Extract<News, { news: "call" }>["name"]) =>
    (...args: readonly unknown[]): void =>
      told({ news: "call", name, args });
  return {
    stateChanged: (state) => {
      const brought = state === "syncing" ? session() : undefined;
      told({ news: "state", state, ...(brought === undefined ? {} : { session: brought }) });
    },
    closed: (reason) => told({ news: "closed", reason: plainError(reason) }),
    undelivered: (write, reason) => told({ news: "failed", write, reason: plainError(reason) }),
    delivered: (write, sent) => told({ news: "answered", write, sent }),
    refused: call("refused"),
    resolved: call("resolved"),
    nextAttempt: call("nextAttempt"),
    joined: call("joined"),
    left: call("left"),
    forgotten: call("forgotten"),
    typing: call("typing"),
    receipt: call("receipt"),
    watermarks: call("watermarks"),
    presence: call("presence"),
    headcount: call("headcount"),
    announced: call("announced"),
    notificationsChanged: call("notificationsChanged"),
    degraded: call("degraded"),
    recovered: call("recovered"),
  };
}
