import { momentOf, numberOf } from "../i18n/format.ts";
import { bytes, duration, written } from "./quantities.ts";
import { Table } from "./Table.tsx";
import type { NodeState } from "@carillon/client";
import { useTexts } from "./use-texts.ts";

/** All nodes and how each of them is. */
export function NodeTable({ nodes }: { readonly nodes: readonly NodeState[] }) {
  const texts = useTexts().nodes;
  const columns = [
    texts.node,
    texts.status,
    texts.store,
    texts.broker,
    texts.sessions,
    texts.deliveries,
    texts.appends,
    `${texts.latency} (${texts.latencyHint})`,
    texts.healing,
    texts.slow,
    texts.queued,
    texts.heap,
    texts.cpu,
    texts.up,
  ];
  return (
    <Table title={texts.title} columns={columns}>
      {nodes.map((node) => (
        <Row key={node.node} node={node} />
      ))}
    </Table>
  );
}

function Row({ node }: { readonly node: NodeState }) {
  const texts = useTexts().nodes;
  const { now, totals } = node;
  const place = [node.region, node.address, node.version].filter((part) => part !== undefined).join(" · ");
  return (
    <tr>
      <th scope="row">
        {node.node} {node.self === true && <span className="operator-mark">{texts.self}</span>}
        <div className="operator-quiet">{place}</div>
      </th>
      <td>
        <State state={node.status} good="ready" />
      </td>
      <td>
        <State state={node.store} good="up" />
      </td>
      <td>
        <State state={node.broker} good="up" />
      </td>
      <td className="number">{numberOf(now.sessions)}</td>
      <td className="number">{written(now.deliveries, "rate")}</td>
      <td className="number">{written(now.appends, "rate")}</td>
      <td className="number">
        {written(now.appendP50Micros / 1_000, "milliseconds")}
        {" / "}
        {written(now.appendP99Micros / 1_000, "milliseconds")}
      </td>
      <td className={now.gaps > 0 ? "number warn" : "number"}>{written(now.gaps, "rate")}</td>
      <td className={now.laggards > 0 ? "number warn" : "number"}>{written(now.laggards, "rate")}</td>
      <td className="number">{numberOf(totals.appendsQueued)}</td>
      <td className="number">
        {bytes(now.heapBytes)} / {bytes(totals.heapMaxBytes)}
      </td>
      <td className="number">{written(now.cpuPermille / 10, "percent")}</td>
      <td title={momentOf(node.startedAt)}>{duration((now.at - node.startedAt) / 1_000)}</td>
    </tr>
  );
}

/** States that are neither good nor bad. */
const KINDS: Readonly<Record<string, string>> = { none: "none", starting: "busy", draining: "busy", suspect: "busy" };

/** A state in words, with a sign before it that does not live by its colour alone. */
function State({ state, good }: { readonly state: string; readonly good: string }) {
  const texts = useTexts().states;
  const kind = state === good ? "well" : (KINDS[state] ?? "ill");
  return <span className={`operator-state ${kind}`}>{texts[state] ?? state}</span>;
}
