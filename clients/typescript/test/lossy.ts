import assert from "node:assert/strict";
import { liveEntry, World } from "./hand-server.ts";
import { Chance, send, summary } from "./scenes.ts";

const PAGE = 4;

/** Frames that a round answers: more than all writes and pages that a round can ask for. */
const ANSWERS = 100;

/** One client with all its parts, and a server that loses and repeats live entries, delays answers and breaks off. */
export function runs(seed: number): void {
  const chance = new Chance(seed);
  const world = new World(
    () => "token",
    () => chance.next(),
  );
  const faults = chance.next() * 0.5;
  const log: string[] = [];
  const answered = new Set<Record<string, unknown>>();
  let made = 0;

  const answer = (frame: Record<string, unknown>): void => {
    const ref = frame["ref"];
    if (frame["op"] === "sync") {
      const after = (frame["cursors"] as { c1: number }).c1;
      const until = Math.min(log.length, after + PAGE);
      const entries = Array.from({ length: Math.max(0, until - after) }, (_, i) => liveEntry(after + 1 + i));
      const page = { conversation: "c1", entries, headSeq: log.length, more: until < log.length };
      world.peer.say({ op: "entries", ref, ...page });
    } else if (frame["op"] === "send") {
      const known = log.indexOf(String(ref));
      const seq = known < 0 ? log.push(String(ref)) : known + 1;
      if (chance.next() >= faults) {
        world.peer.say({ op: "sent", ref, conversation: "c1", seq, at: 1 });
      }
      arrive(seq);
    }
  };
  const arrive = (seq: number): void => {
    for (let copies = chance.next() < faults ? chance.below(3) : 1; copies > 0; copies--) {
      world.live(seq);
    }
  };
  const next = (): void => {
    const frame = world.peer.received.find((candidate) => !answered.has(candidate));
    if (frame !== undefined) {
      answered.add(frame);
      answer(frame);
    }
  };
  const reconnect = (): void => {
    if (!world.peer.closed && world.loop.state !== "disconnected") {
      world.peer.fail(4005);
    }
    // Until the next attempt is made: one that nobody answers is given up, and the waits grow.
    const attempts = world.peers.length;
    for (let seconds = 0; world.peers.length === attempts; seconds++) {
      assert.ok(seconds < 100, `seed ${seed}: no attempt within ${seconds} s`);
      world.pass(1_000);
    }
    world.accept("ticket", [summary("c1", log.length)]);
  };

  void world.loop.connect();
  world.accept("ticket", [summary("c1", 0)]);
  for (let step = 0; step < 120; step++) {
    const dice = chance.below(10);
    if (dice < 3) {
      void world.loop.write(send(`m${made++}`));
    } else if (dice < 4) {
      arrive(log.push(`other ${step}`));
    } else if (dice < 8) {
      next();
    } else if (dice < 9) {
      world.pass(chance.below(400));
    } else if (chance.below(4) === 0) {
      reconnect();
    }
  }
  for (let round = 0; round < 100 && (world.loop.unanswered().length > 0 || round < 3); round++) {
    reconnect();
    for (let i = 0; i < ANSWERS; i++) {
      next();
      world.pass(20);
    }
  }
  const shown = world.told.filter((told) => typeof told === "number");
  assert.deepEqual(
    shown,
    log.map((_, i) => i + 1),
    `seed ${seed}`,
  );
  const own = log.filter((id) => id.startsWith("m"));
  assert.deepEqual(
    own,
    Array.from({ length: made }, (_, i) => `m${i}`),
    `seed ${seed}`,
  );
}
