import { fileURLToPath } from "node:url";
import { type BrowserContextOptions, expect, type Page, test as base } from "@playwright/test";
import { Api } from "./api.ts";
import { Guard } from "./guard.ts";
import { Person } from "./person.ts";
import { Server } from "./server.ts";

type Join = (name: string, options?: BrowserContextOptions & { administrator?: boolean }) => Promise<Person>;

interface Fixtures {
  /** A server that nobody has used. */
  newServer: Server;
  guard: Guard;
  /** Makes an account and opens a browser where it is signed in. */
  join: Join;
  /** A browser where nobody is signed in. */
  visitor: Page;
}

/** Accounts are told apart by a number; all tests share a server. */
let accounts = 0;

export const test = base.extend<Fixtures, { server: Server }>({
  server: [
    async ({}, use) => {
      const server = await Server.start();
      await use(server);
      await server.close();
    },
    { scope: "worker", timeout: 180_000 },
  ],

  newServer: async ({}, use) => {
    const server = await Server.start();
    await use(server);
    await server.close();
  },

  guard: async ({}, use) => {
    const guard = new Guard();
    await use(guard);
    expect(guard.complaints).toEqual([]);
  },

  visitor: async ({ browser, guard }, use) => {
    const context = await browser.newContext();
    await guard.watch(context);
    await use(await context.newPage());
    await context.close();
  },

  join: async ({ browser, guard, server }, use) => {
    const opened: Person[] = [];
    await use(async (name, { administrator = false, ...options } = {}) => {
      const user = `${name.toLowerCase().replace(/[^a-z]/g, "")}${++accounts}`;
      const operator = await server.operator();
      await operator.makeUser(user, name, administrator);
      const login = await operator.login(user);
      const context = await browser.newContext({
        baseURL: server.url,
        storageState: signedIn(server.url, { ...login, administrator }),
        ...options,
      });
      await guard.watch(context);
      const person = new Person(user, new Api(server.url, login.token), await context.newPage());
      opened.push(person);
      return person;
    });
    await Promise.all(opened.map(({ context }) => context.close()));
  },
});

export { expect };

/** What the client keeps of a sign-in with "Stay signed in". */
function signedIn(origin: string, { user, token, expiresAt, administrator }: Awaited<ReturnType<Api["login"]>>) {
  const value = JSON.stringify({ user, token, expiresAt, administrator });
  return { cookies: [], origins: [{ origin, localStorage: [{ name: "carillon:session", value }] }] };
}

const SHOTS = fileURLToPath(new URL("../../target/shots/", import.meta.url));

/** A picture for people to look at, in web/target/shots. */
export async function shot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `${SHOTS}${name}.png`, animations: "disabled" });
}
