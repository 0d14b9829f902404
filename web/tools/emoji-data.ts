import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Plugin } from "vite";

const LOCALES = ["en", "de"];
const FILES = ["data.json", "messages.json"];

/** Serves the emoji picker's data from the own host, under `/assets/emoji/LOCALE/`. */
export function emojiData(): Plugin {
  const require = createRequire(import.meta.url);
  const read = (locale: string, file: string) =>
    readFileSync(require.resolve(`emojibase-data/${locale}/${file}`), "utf8");
  return {
    name: "carillon-emoji-data",
    configureServer(server) {
      server.middlewares.use("/assets/emoji", (request, response, next) => {
        const [, locale = "", file = ""] = (request.url ?? "").split("/");
        if (!LOCALES.includes(locale) || !FILES.includes(file)) {
          next();
          return;
        }
        response.setHeader("Content-Type", "application/json");
        response.end(read(locale, file));
      });
    },
    generateBundle() {
      for (const locale of LOCALES) {
        for (const file of FILES) {
          this.emitFile({ type: "asset", fileName: `assets/emoji/${locale}/${file}`, source: read(locale, file) });
        }
      }
    },
  };
}
