import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { emojiData } from "./tools/emoji-data.ts";
import { shellList } from "./tools/shell-list.ts";

const client = (path: string) => fileURLToPath(new URL(`../clients/typescript/src/${path}`, import.meta.url));
const server = process.env["CARILLON_SERVER"] ?? "http://localhost:8080";

const proxy = { "/v1": { target: server, ws: true, changeOrigin: true, headers: { origin: server } } };

/** As the server's, so that what it forbids is seen early. */
const CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self' ws: wss:",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

export default defineConfig({
  plugins: [react(), emojiData(), shellList()],
  resolve: {
    // The SDK's sources: no build of it has to come first.
    alias: [
      { find: "@carillon/client/react", replacement: client("react/index.ts") },
      { find: "@carillon/client", replacement: client("index.ts") },
    ],
    dedupe: ["react", "react-dom"],
  },
  build: {
    target: "es2023",
    cssTarget: ["chrome123", "firefox121", "safari17.5"],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { index: "index.html", sw: "src/offline/sw.ts" },
      output: {
        // The service worker keeps its name: browsers look for its next version there.
        entryFileNames: ({ name }) => (name === "sw" ? "sw.js" : "assets/[name]-[hash].js"),
      },
    },
  },
  // A running server answers for the page that vite serves; it takes sockets of its own origin only.
  server: { proxy },
  preview: { proxy, headers: { "Content-Security-Policy": CSP } },
});
