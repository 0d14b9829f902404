import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { build } from "vite";
import { expect, test } from "vitest";

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const KIB = 1_024;

test("the component for other pages is as small as the docs say", { timeout: 60_000 }, async () => {
  const docs = readFileSync(file("../../docs/how-to/embed-a-conversation.md"), "utf8");
  const [, brotli, gzip] = /one script of (\d+) KiB\s+\(Brotli; (\d+) KiB with gzip\)/.exec(docs) ?? [];
  const options = { root: file(".."), configFile: file("../vite.room.config.ts"), logLevel: "error" as const };
  const built = await build({ ...options, build: { write: false } });
  const [chunk] = "output" in built ? built.output : [];
  const code = chunk?.type === "chunk" ? chunk.code : "";
  expect(brotliCompressSync(code).length).toBeLessThanOrEqual(Number(brotli) * KIB);
  expect(gzipSync(code, { level: 9 }).length).toBeLessThanOrEqual(Number(gzip) * KIB);
});
