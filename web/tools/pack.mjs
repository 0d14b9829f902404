// Puts the built site where the server finds it: each file, its compressed forms where they are smaller, and the list.
// node pack.mjs --from FOLDER --into FOLDER
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { parseArgs } from "node:util";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const { values } = parseArgs({ options: { from: { type: "string" }, into: { type: "string" } } });
const { from, into } = values;

rmSync(into, { recursive: true, force: true });
mkdirSync(into, { recursive: true });
cpSync(from, into, { recursive: true });

const files = readdirSync(from, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(from, join(entry.parentPath ?? entry.path, entry.name)))
  .sort();

const list = files.map((file) => {
  const content = readFileSync(join(from, file));
  const forms = {
    gz: gzipSync(content, { level: 9 }),
    br: brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: content.length } }),
  };
  for (const [extension, form] of Object.entries(forms)) {
    if (form.length < content.length * 0.95) {
      writeFileSync(join(into, `${file}.${extension}`), form);
    }
  }
  return `/${file}\t${createHash("sha256").update(content).digest("base64url").slice(0, 22)}\n`;
});
// Last: it says that the build went through.
writeFileSync(join(into, "files.txt"), list.join(""));
