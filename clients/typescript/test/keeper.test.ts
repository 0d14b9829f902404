import assert from "node:assert/strict";
import { test } from "node:test";
import { Keeper } from "../src/session/keeper.ts";
import { MemoryStorage } from "../src/storage/memory.ts";
import type { Batch } from "../src/storage/storage.ts";
import { entries } from "./scenes.ts";

/** Ends each batch when it is told to. */
class SlowStorage extends MemoryStorage {
  readonly batches: { readonly batch: Batch; readonly end: (failure?: Error) => void }[] = [];

  override keep(batch: Batch): Promise<void> {
    return new Promise((resolve, reject) => {
      this.batches.push({ batch, end: (failure) => (failure === undefined ? resolve() : reject(failure)) });
    });
  }
}

function scene(): { storage: SlowStorage; keeper: Keeper; take: (first: number, last: number) => void } {
  const storage = new SlowStorage();
  const keeper = new Keeper(storage, () => {});
  const take = (first: number, last: number): void => {
    for (const entry of entries("c1", first, last)) {
      keeper.entry(entry);
    }
  };
  return { storage, keeper, take };
}

async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

const seqsOf = (batch: Batch | undefined): number[] => (batch?.entries ?? []).map((entry) => entry.seq);

test("keeps one batch after the other, but all at once when the page is left", async () => {
  const { storage, keeper, take } = scene();
  take(1, 2);
  void keeper.flush();
  await settled();
  take(3, 4);
  void keeper.flush();
  await settled();
  assert.deepEqual(
    storage.batches.map(({ batch }) => seqsOf(batch)),
    [[1, 2]],
  );
  const left = keeper.flushNow();
  assert.deepEqual(
    storage.batches.map(({ batch }) => seqsOf(batch)),
    [
      [1, 2],
      [3, 4],
    ],
  );
  for (const { end } of storage.batches) {
    end();
  }
  await left;
});

test("leaves no hole where a batch could not be kept", async (t) => {
  const warned = t.mock.method(console, "warn", () => {});
  const { storage, keeper, take } = scene();
  take(1, 2);
  const first = keeper.flush();
  await settled();
  take(3, 4);
  storage.batches[0]?.end(new Error("the disk is full"));
  await first;
  void keeper.flush();
  await settled();
  const next = storage.batches[1]?.batch;
  assert.deepEqual([seqsOf(next), [...(next?.moved ?? [])]], [[3, 4], ["c1"]]);
  assert.equal(warned.mock.callCount(), 1);
});
