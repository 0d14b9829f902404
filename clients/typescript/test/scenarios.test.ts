import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { Player, type Scenario } from "./scenario.ts";

/** The scenarios that all SDKs share; `clients/scenarios/README.md`. */
const SCENARIOS = new URL("../../../../scenarios/", import.meta.url);

for (const file of readdirSync(SCENARIOS).filter((name) => name.endsWith(".json"))) {
  const scenario = JSON.parse(readFileSync(new URL(file, SCENARIOS), "utf8")) as Scenario;
  test(`${file}: ${scenario.about}`, async () => {
    const player = new Player(scenario);
    for (const [i, step] of scenario.steps.entries()) {
      const { then, ...done } = step;
      assert.deepEqual(await player.play(step), then ?? {}, `step ${i + 1}: ${JSON.stringify(done)}`);
    }
  });
}
