import { defineConfig } from "@playwright/test";
import base from "./playwright.config.ts";

/** `npm run tutorial --workspace web` */
export default defineConfig(base, { testMatch: "tutorial.ts", timeout: 300_000, reporter: "line" });
