import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const ROOT = new URL("../../../", import.meta.url);
const REFERENCE = new URL("../../docs/reference/typescript.md", ROOT);

/** The names that a module gives to others, those of the modules that it passes on included. */
function exportsOf(module: URL): readonly string[] {
  const text = readFileSync(module, "utf8");
  const passedOn = [...text.matchAll(/export (?:type )?\* from "([^"]+)"/g)].flatMap(([, path = ""]) =>
    exportsOf(new URL(path, module)),
  );
  const lists = [...text.matchAll(/export (?:type )?\{([^}]*)\} from/g)].flatMap(([, list = ""]) => list.split(","));
  const named = lists.map((name) => name.replace(/\btype\b/, "").trim()).filter((name) => name !== "");
  const declared = text.matchAll(/^export (?:class|interface|type|function|const) (\w+)/gm);
  const own = [...declared].map(([, name = ""]) => name);
  return [...passedOn, ...named, ...own];
}

test("the reference lists every export, and nothing else", () => {
  const entries = ["src/index.ts", "src/react/index.ts"].map((path) => new URL(path, ROOT));
  const exported = new Set(entries.flatMap(exportsOf));
  const rows = readFileSync(REFERENCE, "utf8")
    .split("\n")
    .filter((line) => /^\| `\w+`/.test(line));
  const listed = new Set(rows.flatMap((row) => [...(row.split("|")[1] ?? "").matchAll(/`(\w+)`/g)].map(([, n]) => n)));
  assert.deepEqual(
    [...exported].filter((name) => !listed.has(name)),
    [],
    "not in the reference",
  );
  assert.deepEqual(
    [...listed].filter((name) => !exported.has(name ?? "")),
    [],
    "not exported",
  );
});
