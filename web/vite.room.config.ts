import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

/** `/room.js`, the component for other people's pages: one file, which needs no other and no permission to load. */
export default defineConfig({
  publicDir: false,
  resolve: {
    alias: {
      "@carillon/client": fileURLToPath(new URL("../clients/typescript/src/index.ts", import.meta.url)),
    },
  },
  build: {
    target: "es2023",
    cssTarget: ["chrome123", "firefox121", "safari17.5"],
    emptyOutDir: false,
    modulePreload: false,
    rolldownOptions: {
      input: "src/room/room.ts",
      output: { format: "iife", entryFileNames: "room.js", codeSplitting: false },
    },
  },
});
