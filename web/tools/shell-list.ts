import { createHash } from "node:crypto";
import type { Plugin } from "vite";

const SHELL = "__CARILLON_SHELL__";
const VERSION = "__CARILLON_VERSION__";

/** Tells the service worker which files make the application, and a name for just these. */
export function shellList(): Plugin {
  return {
    name: "carillon-shell-list",
    apply: "build",
    enforce: "post",
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        const worker = bundle["sw.js"];
        if (worker?.type !== "chunk") {
          return;
        }
        const files = Object.keys(bundle)
          .filter((name) => /^assets\/[^/]+\.(js|css)$/.test(name))
          .sort();
        const hash = createHash("sha256").update(files.join("\n")).digest("hex").slice(0, 12);
        worker.code = worker.code
          .replaceAll(`"${SHELL}"`, JSON.stringify(files.map((name) => `/${name}`)))
          .replaceAll(`\`${SHELL}\``, JSON.stringify(files.map((name) => `/${name}`)))
          .replaceAll(VERSION, hash);
      },
    },
  };
}
