import type { BrowserContext, Page } from "@playwright/test";

/** What a browser says when a server cannot be reached. */
export const OUTAGE = /net::ERR_|WebSocket connection to/;

/** Collects what no page may do: errors, violations of the content policy, dialogs. */
export class Guard {
  readonly #complaints: string[] = [];
  readonly #allowed: RegExp[] = [];

  async watch(context: BrowserContext): Promise<void> {
    await context.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) =>
        console.error(`content policy: ${effectiveDirective} ${blockedURI}`),
      );
    });
    context.on("page", (page) => this.#watch(page));
    context.on("weberror", (error) => this.#complain(`error: ${error.error().stack ?? error.error().message}`));
  }

  /** From now on these are no complaints. */
  allow(...what: readonly RegExp[]): void {
    this.#allowed.push(...what);
  }

  get complaints(): readonly string[] {
    return this.#complaints.filter((text) => !this.#allowed.some((allowed) => allowed.test(text)));
  }

  #watch(page: Page): void {
    page.on("console", (message) => {
      if (message.type() === "error") {
        this.#complain(`console: ${message.text()} (${message.location().url})`);
      }
    });
    page.on("dialog", (dialog) => {
      this.#complain(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on("crash", () => this.#complain("the page crashed"));
  }

  #complain(text: string): void {
    this.#complaints.push(text);
  }
}
