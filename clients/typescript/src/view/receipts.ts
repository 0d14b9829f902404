import type { CarillonHttp } from "../http/carillon-http.ts";
import type { ConversationId, Entry, UserId } from "../protocol/entry.ts";
import type { Receipt, Watermarks } from "../protocol/frames.ts";
import { type Observed, type Pulse, Source, Sources } from "./observed.ts";
import type { ShownMessage } from "./shown.ts";

/** How far one member is. */
export interface MemberProgress {
  readonly deliveredSeq: number;
  readonly readSeq: number;
}

/** How far the members of a conversation are: each of few, or numbers of many. */
export interface ReceiptsView {
  readonly members: number;
  readonly of?: ReadonlyMap<UserId, MemberProgress>;
  /** The highest seq first. */
  readonly marks?: Watermarks["marks"];
}

const NOTHING: ReceiptsView = { members: 0 };

/** How many members, the sender among them, have received and read a message; undefined: it is not known. */
export function readBy(
  receipts: ReceiptsView,
  seq: number,
): { readonly members: number; readonly delivered: number; readonly read: number } | undefined {
  const { members, of, marks } = receipts;
  if (of !== undefined) {
    const all = [...of.values()];
    const read = all.filter((member) => member.readSeq >= seq).length;
    const delivered = all.filter((member) => Math.max(member.deliveredSeq, member.readSeq) >= seq).length;
    return { members, delivered, read };
  }
  const mark = marks?.filter((one) => one.seq >= seq).at(-1);
  return mark && { members, delivered: mark.delivered, read: mark.read };
}

/** How far one's own message has come: with anybody else, or in a conversation of two with the other one. */
export function progressOf(receipts: ReceiptsView, message: ShownMessage): "sending" | "sent" | "delivered" | "read" {
  if (message.seq === undefined) {
    return "sending";
  }
  const seq = message.seq;
  if (receipts.of !== undefined) {
    const others = [...receipts.of].filter(([user]) => user !== message.sender).map(([, member]) => member);
    if (others.some((member) => member.readSeq >= seq)) {
      return "read";
    }
    return others.some((member) => member.deliveredSeq >= seq) ? "delivered" : "sent";
  }
  const known = readBy(receipts, seq);
  if (known === undefined) {
    return "sent";
  }
  // The sender counts as somebody who has read it.
  return known.read > 1 ? "read" : known.delivered > 1 ? "delivered" : "sent";
}

/** How far the members of each conversation are, as far as somebody wants to know. */
export class ReceiptBoard {
  readonly #http: CarillonHttp;
  readonly #head: (conversation: ConversationId) => number;
  readonly #known = new Map<ConversationId, ReceiptsView>();
  readonly #asked = new Set<ConversationId>();
  readonly #failed = new Set<ConversationId>();
  readonly #sources: Sources<ReceiptsView>;

  constructor(pulse: Pulse, http: CarillonHttp, head: (conversation: ConversationId) => number) {
    this.#http = http;
    this.#head = head;
    this.#sources = new Sources(
      (id) => new Source(pulse, () => this.#known.get(id) ?? NOTHING, { begins: () => void this.#ask(id) }),
    );
  }

  in(conversation: ConversationId): Observed<ReceiptsView> {
    return this.#sources.of(conversation);
  }

  /** Receipts that came while there was no session are asked for, as are those that could not be read. */
  mend(): void {
    const again = [...this.#asked, ...this.#failed];
    this.#asked.clear();
    this.#failed.clear();
    for (const conversation of again) {
      if (this.#sources.of(conversation).observed) {
        void this.#ask(conversation);
      }
    }
  }

  async #ask(conversation: ConversationId): Promise<void> {
    if (this.#asked.has(conversation)) {
      return;
    }
    this.#asked.add(conversation);
    const seq = this.#head(conversation);
    if (seq === 0) {
      // Not known before there is a session, with which `mend` asks again.
      return;
    }
    try {
      const { members, receipts, delivered, read } = await this.#http.receipts(conversation, seq);
      if (receipts !== undefined) {
        const before = this.#known.get(conversation)?.of;
        const of = new Map<UserId, MemberProgress>(receipts.map(({ user, ...is }) => [user, is]));
        for (const [user, was] of before ?? []) {
          of.set(user, further(of.get(user), was));
        }
        this.#put(conversation, { members, of });
      } else if (this.#known.get(conversation)?.marks === undefined) {
        this.#put(conversation, { members, marks: [{ seq, delivered, read }] });
      }
    } catch {
      this.#asked.delete(conversation);
      this.#failed.add(conversation);
    }
  }

  heard({ conversation, user, deliveredSeq, readSeq }: Receipt): void {
    const known = this.#known.get(conversation);
    if (known?.of !== undefined) {
      const of = new Map(known.of).set(user, further(known.of.get(user), { deliveredSeq, readSeq }));
      this.#put(conversation, { members: Math.max(known.members, of.size), of });
    } else if (known === undefined && this.#asked.has(conversation)) {
      // The answer that is on its way is put together with it.
      this.#known.set(conversation, { members: 0, of: new Map([[user, { deliveredSeq, readSeq }]]) });
    }
  }

  marked({ conversation, members, marks }: Watermarks): void {
    this.#put(conversation, { members, marks });
  }

  /** Who sent an entry has read up to it. */
  came(entry: Entry): void {
    if (this.#known.get(entry.conversation)?.of?.has(entry.sender) === true) {
      const { conversation, sender: user, seq } = entry;
      this.heard({ op: "receipt", conversation, user, deliveredSeq: seq, readSeq: seq });
    }
  }

  #put(conversation: ConversationId, view: ReceiptsView): void {
    this.#known.set(conversation, view);
    this.#sources.changed(conversation);
  }
}

function further(one: MemberProgress | undefined, other: MemberProgress): MemberProgress {
  return {
    deliveredSeq: Math.max(one?.deliveredSeq ?? 0, other.deliveredSeq),
    readSeq: Math.max(one?.readSeq ?? 0, other.readSeq),
  };
}
