import { defineConfig } from "@playwright/test";
import base from "./playwright.config.ts";

/** `npm run measure --workspace web` */
export default defineConfig(base, { testMatch: "measure.ts", timeout: 900_000, reporter: "line" });
