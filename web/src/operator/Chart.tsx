import { useEffect, useId, useMemo, useRef, useState } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import "./chart.css";
import { language } from "../i18n/i18n.ts";
import { CHART_HEIGHT, optionsOf, usePaint } from "./chart-options.ts";
import { type Quantity, written } from "./quantities.ts";
import { type Lines, rowsOf, summaryOf } from "./series.ts";
import { useTexts } from "./use-texts.ts";

const TABLE_STEP_SECONDS = 15;

/** One measured thing over the last minutes: as a drawing, in words, and as a table for whoever wants that. */
export function Chart({
  title,
  quantity,
  names,
  lines,
  most,
}: {
  readonly title: string;
  readonly quantity: Quantity;
  /** Of the lines; one line needs none. */
  readonly names: readonly string[];
  readonly lines: Lines;
  /** Where the scale ends at least. */
  readonly most: number;
}) {
  const texts = useTexts();
  const [asTable, setAsTable] = useState(false);
  const id = useId();
  const [, ...values] = lines;
  const summaries = values.map(summaryOf);
  const say = (value: number) => written(value, quantity);
  const words = summaries.flatMap((summary, i) => {
    const name = names[i] ?? title;
    return summary === undefined
      ? []
      : [texts.chart.line(name, say(summary.now), say(summary.least), say(summary.most))];
  });
  const about = words.length === 0 ? texts.chart.nothing : words.join(" ");

  return (
    <section className="chart" aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        <button
          type="button"
          className="chart-switch"
          aria-pressed={asTable}
          aria-label={texts.chart.asTableOf(title)}
          onClick={() => setAsTable(!asTable)}
        >
          {texts.chart.asTable}
        </button>
      </header>
      <dl className="chart-now">
        {summaries.map((summary, i) => (
          <div key={names[i] ?? ""} className={`line-${i + 1}`}>
            <dd>{summary === undefined ? "–" : say(summary.now)}</dd>
            {names.length > 1 && <dt>{names[i]}</dt>}
          </div>
        ))}
      </dl>
      {asTable ? (
        <Table title={title} names={names} lines={lines} say={say} />
      ) : (
        <div role="img" aria-label={texts.chart.about(title, about)}>
          <Drawing quantity={quantity} lines={lines} most={most} />
        </div>
      )}
    </section>
  );
}

function Drawing({
  quantity,
  lines,
  most,
}: {
  readonly quantity: Quantity;
  readonly lines: Lines;
  readonly most: number;
}) {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  const paint = usePaint(place);
  const { length } = lines;
  const options = useMemo(
    () => (paint === undefined ? undefined : optionsOf(length - 1, quantity, most, paint)),
    [length, quantity, most, paint],
  );
  const data = useRef(lines);
  data.current = lines;

  useEffect(() => {
    const element = place.current;
    if (element === null || options === undefined) {
      return undefined;
    }
    const drawn = new uPlot(
      { ...options, width: Math.max(1, element.clientWidth), height: CHART_HEIGHT },
      data.current as uPlot.AlignedData,
      element,
    );
    plot.current = drawn;
    const resized = new ResizeObserver(() => {
      drawn.setSize({ width: Math.max(1, element.clientWidth), height: CHART_HEIGHT });
    });
    resized.observe(element);
    return () => {
      resized.disconnect();
      drawn.destroy();
      plot.current = undefined;
    };
  }, [options]);

  useEffect(() => plot.current?.setData(lines as uPlot.AlignedData), [lines]);

  return <div ref={place} className="chart-drawing" />;
}

function Table({
  title,
  names,
  lines,
  say,
}: {
  readonly title: string;
  readonly names: readonly string[];
  readonly lines: Lines;
  readonly say: (value: number) => string;
}) {
  const texts = useTexts();
  const time = new Intl.DateTimeFormat(language(), { timeStyle: "medium" });
  return (
    <div className="chart-table" role="region" aria-label={texts.chart.asTableOf(title)} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{texts.chart.time}</th>
            {(names.length > 1 ? names : [title]).map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rowsOf(lines, TABLE_STEP_SECONDS).map(([second, ...values]) => (
            <tr key={second}>
              <th scope="row">{time.format((second ?? 0) * 1_000)}</th>
              {values.map((value, i) => (
                <td key={names[i] ?? ""}>{value === null ? "–" : say(value)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
