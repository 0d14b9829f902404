import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { buildSync } from "esbuild";

const ROOT = new URL("../../../", import.meta.url);

/** What a page loads for these names: minified and compressed, in bytes. */
function compressed(source: string): number {
  const { outputFiles } = buildSync({
    stdin: { contents: source, resolveDir: fileURLToPath(new URL("src", ROOT)), loader: "ts" },
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    external: ["react"],
    write: false,
  });
  return gzipSync(outputFiles[0]?.contents ?? new Uint8Array(), { level: 9 }).length;
}

const MEASURED = [
  ["`CarillonClient` alone", 'export { CarillonClient } from "./index.ts"'],
  ["everything", 'export * from "./index.ts"'],
  ["the hooks of `@carillon/client/react` besides", 'export * from "./react/index.ts"'],
] as const;

for (const [what, source] of MEASURED) {
  test(`is as small as its README says: ${what}`, () => {
    const readme = readFileSync(new URL("README.md", ROOT), "utf8");
    const stated = readme.split("\n").find((line) => line.startsWith(`| ${what} | `));
    const limit = Number(/\| ([\d.]+) kB \|$/.exec(stated ?? "")?.[1]) * 1_000;
    const size = compressed(source);
    assert.ok(size <= limit, `${size} bytes (the README says ${limit})`);
    assert.ok(size > limit * 0.8, `${size} bytes: the README may say less than ${limit}`);
  });
}
