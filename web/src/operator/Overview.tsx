import { useState } from "react";
import { listOf } from "../i18n/format.ts";
import { Chart } from "./Chart.tsx";
import { NodeTable } from "./NodeTable.tsx";
import { type Column, type History, type Lines, linesOf } from "./series.ts";
import { Stale } from "./Stale.tsx";
import type { Nodes } from "@carillon/client";
import { useHistory } from "./use-history.ts";
import type { Polled } from "./use-poll.ts";
import { useTexts } from "./use-texts.ts";

const NOTHING: History = new Map();
const MILLIS = 1 / 1_000;
const MEBIBYTE = 1_048_576;
const PERCENT = 1 / 10;

/** How the server is: charts of the last minutes, and all its nodes. */
export function Overview({ polled }: { readonly polled: Polled<Nodes> }) {
  const texts = useTexts();
  const nodes = polled.value?.nodes ?? [];
  const silent = polled.value?.silentNodes ?? [];
  const [chosen, setChosen] = useState("");
  const shown = nodes.some(({ node }) => node === chosen) ? nodes.filter(({ node }) => node === chosen) : nodes;

  return (
    <>
      <Stale polled={polled} />
      {silent.length > 0 && (
        <p className="problem" role="alert">
          {texts.silent(listOf(silent))}
        </p>
      )}
      {nodes.length > 1 && (
        <label className="operator-choice">
          {texts.chart.of}
          <select className="input" value={chosen} onChange={(event) => setChosen(event.target.value)}>
            <option value="">{texts.chart.allNodes}</option>
            {nodes.map(({ node }) => (
              <option key={node}>{node}</option>
            ))}
          </select>
        </label>
      )}
      {nodes.length > 0 && (
        <Charts
          nodes={shown.map(({ node }) => node)}
          told={polled.error !== undefined}
          heapMax={shown.reduce((sum, { totals }) => sum + totals.heapMaxBytes, 0) / MEBIBYTE}
        />
      )}
      {polled.value !== undefined && <NodeTable nodes={nodes} />}
    </>
  );
}

function Charts({
  nodes,
  told,
  heapMax,
}: {
  readonly nodes: readonly string[];
  /** Whether it is said already that there is trouble. */
  readonly told: boolean;
  readonly heapMax: number;
}) {
  const texts = useTexts().chart;
  const polled = useHistory(nodes);
  const history = polled.value ?? NOTHING;
  const lines = (scale: number, ...columns: Column[]): Lines => linesOf(history, columns, scale);
  return (
    <>
      {!told && <Stale polled={polled} />}
      <div className="charts">
        <Chart title={texts.sessions} quantity="count" names={[]} lines={lines(1, "sessions")} most={5} />
        <Chart
          title={texts.traffic}
          quantity="rate"
          names={[texts.deliveries, texts.appends]}
          lines={lines(1, "deliveries", "appends")}
          most={5}
        />
        <Chart
          title={texts.latency}
          quantity="milliseconds"
          names={[texts.p99, texts.p50]}
          lines={lines(MILLIS, "appendP99Micros", "appendP50Micros")}
          most={5}
        />
        <Chart
          title={texts.trouble}
          quantity="count"
          names={[texts.healing, texts.slow]}
          lines={lines(1, "gaps", "laggards")}
          most={5}
        />
        <Chart
          title={texts.heap}
          quantity="mebibytes"
          names={[]}
          lines={lines(1 / MEBIBYTE, "heapBytes")}
          most={Math.min(heapMax, 256)}
        />
        <Chart title={texts.cpu} quantity="percent" names={[]} lines={lines(PERCENT, "cpuPermille")} most={90} />
      </div>
    </>
  );
}
