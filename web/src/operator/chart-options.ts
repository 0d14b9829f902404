import { type RefObject, useEffect, useState } from "react";
import type uPlot from "uplot";
import { language } from "../i18n/i18n.ts";
import { type Quantity, written } from "./quantities.ts";

export const CHART_HEIGHT = 150;

/** Steps of a scale on which there are no halves. */
const WHOLE = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000].flatMap((power) => [power, 2 * power, 5 * power]);

/** Colours as a canvas takes them: of the theme that is shown now. */
export interface Paint {
  readonly lines: readonly string[];
  readonly fills: readonly (string | undefined)[];
  readonly ink: string;
  readonly grid: string;
  readonly font: string;
}

/** The theme's colours, anew when the theme changes; undefined until the first drawing. */
export function usePaint(place: RefObject<HTMLElement | null>): Paint | undefined {
  const [paint, setPaint] = useState<Paint>();
  useEffect(() => {
    const look = () => setPaint(place.current === null ? undefined : paintOf(place.current));
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const chosen = new MutationObserver(look);
    look();
    dark.addEventListener("change", look);
    chosen.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    return () => {
      dark.removeEventListener("change", look);
      chosen.disconnect();
    };
  }, [place]);
  return paint;
}

/** A canvas knows no variables: an element is asked what they come to. */
function paintOf(place: HTMLElement): Paint {
  const probe = place.appendChild(document.createElement("span"));
  const colour = (name: string) => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };
  const paint = {
    lines: [colour("--accent"), colour("--mention")],
    fills: [colour("--accent-soft"), undefined],
    ink: colour("--ink-faint"),
    grid: colour("--line"),
    font: `12px ${getComputedStyle(place).fontFamily}`,
  };
  probe.remove();
  return paint;
}

/** All but the size. */
export function optionsOf(
  lines: number,
  quantity: Quantity,
  most: number,
  paint: Paint,
): Omit<uPlot.Options, "width" | "height"> {
  const time = new Intl.DateTimeFormat(language(), { timeStyle: "short" });
  const axis = { stroke: paint.ink, font: paint.font, ticks: { show: false } };
  return {
    padding: [10, 4, 0, 0],
    legend: { show: false },
    cursor: { show: false },
    scales: { y: { range: (_, __, max) => [0, Math.max(most, (max || 0) * 1.1)] } },
    axes: [
      {
        ...axis,
        grid: { show: false },
        size: 26,
        space: 70,
        incrs: [60, 120, 300],
        values: (_, seconds) => seconds.map((second) => time.format(second * 1_000)),
      },
      {
        ...axis,
        grid: { stroke: paint.grid, width: 1 },
        size: 68,
        ...(quantity === "count" ? { incrs: WHOLE } : {}),
        space: 30,
        values: (_, values) => values.map((value) => written(value, quantity)),
      },
    ],
    series: [
      {},
      ...Array.from({ length: lines }, (_, i): uPlot.Series => {
        const fill = lines === 1 ? paint.fills[i] : undefined;
        return {
          stroke: paint.lines[i] ?? paint.ink,
          width: 2,
          points: { show: false },
          ...(fill === undefined ? {} : { fill }),
        };
      }),
    ],
  };
}
