import { CarillonClient } from "../src/client.ts";
import type { Edge } from "../src/net/edge.ts";
import { MemoryStorage } from "../src/storage/memory.ts";
import type { ClientStorage } from "../src/storage/storage.ts";
import { TabSharing } from "../src/tabs/tab-sharing.ts";
import { HandServer } from "./hand-server.ts";
import { summary } from "./scenes.ts";
import { Browser } from "./tabs.ts";

export interface Tab {
  readonly client: CarillonClient;
  readonly told: unknown[];
  readonly freeze: () => void;
  readonly thaw: () => void;
  readonly see: (seen: boolean) => void;
}

/** The world as a page has it whose timers wait while it is frozen. */
class FreezableEdge implements Edge {
  readonly #world: Edge;
  #waiting: (() => void)[] | undefined;

  constructor(world: Edge) {
    this.#world = world;
  }

  connect: Edge["connect"] = (address, listener) => this.#world.connect(address, listener);
  nowMs = (): number => this.#world.nowMs();
  wallMs = (): number => this.#world.wallMs();
  random = (): number => this.#world.random();
  defer: Edge["defer"] = (task) => this.#world.defer(task);
  after: Edge["after"] = (delayMs, task) =>
    this.#world.after(delayMs, () => (this.#waiting === undefined ? task() : void this.#waiting.push(task)));

  freeze(): void {
    this.#waiting ??= [];
  }

  thaw(): void {
    const waiting = this.#waiting ?? [];
    this.#waiting = undefined;
    waiting.forEach((task) => task());
  }
}

/** Tabs of one browser with one storage; time and server are the test's. */
export class Tabs {
  readonly wire = new HandServer();
  readonly storage = new MemoryStorage();
  readonly #browser = new Browser();

  async open(storage: ClientStorage = this.storage): Promise<Tab> {
    const { platform, freeze, thaw, see } = this.#browser.tab();
    const edge = new FreezableEdge(this.wire);
    const told: unknown[] = [];
    const client = await CarillonClient.open({
      server: "https://chat.example.org",
      token: "token",
      edge,
      storage,
      sharing: new TabSharing("tabs", () => platform),
      entries: {
        entry: (entry) => void told.push(entry.seq),
        reset: (_, afterSeq) => void told.push(`reset ${afterSeq}`),
      },
      listener: {
        closed: (reason) => void told.push(reason.code),
        undelivered: (write) => void told.push(`undelivered ${write.ref}`),
      },
    });
    void client.connect().catch(() => {});
    await settled();
    const frozen = (): void => {
      freeze();
      edge.freeze();
    };
    const thawed = (): void => {
      edge.thaw();
      thaw();
    };
    return { client, told, freeze: frozen, thaw: thawed, see };
  }

  /** The leader and a follower, connected. */
  static async two(): Promise<{ tabs: Tabs; first: Tab; second: Tab }> {
    const tabs = new Tabs();
    const first = await tabs.open();
    const second = await tabs.open();
    tabs.wire.accept("ticket", [summary("c1", 98)]);
    await settled();
    return { tabs, first, second };
  }

  /** Time goes by, and tabs hear each other. */
  async pass(seconds: number): Promise<void> {
    for (let second = 0; second < seconds; second++) {
      this.wire.pass(1_000);
      await settled();
    }
  }
}

export async function settled(): Promise<void> {
  for (let turns = 0; turns < 60; turns++) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}
