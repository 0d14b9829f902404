export type Format = "bold" | "italic" | "strike" | "code" | "list" | "quote";

export interface Edited {
  readonly text: string;
  /** What is selected then. */
  readonly start: number;
  readonly end: number;
}

const AROUND = { bold: "**", italic: "_", strike: "~~", code: "`" } as const;
const BEFORE_LINE = { list: "- ", quote: "> " } as const;

/** A text with the selection put in a form, or taken out of it where it has that form. */
export function formatted(text: string, start: number, end: number, format: Format): Edited {
  if (format === "list" || format === "quote") {
    return atLines(text, start, end, BEFORE_LINE[format]);
  }
  const chosen = text.slice(start, end);
  if (format === "code" && chosen.includes("\n")) {
    return replaced(text, start, end, `\`\`\`\n${chosen}\n\`\`\``, 4, chosen.length);
  }
  const sign = AROUND[format];
  const inside = text.slice(start - sign.length, start) === sign && text.slice(end, end + sign.length) === sign;
  return inside
    ? replaced(text, start - sign.length, end + sign.length, chosen, 0, chosen.length)
    : replaced(text, start, end, `${sign}${chosen}${sign}`, sign.length, chosen.length);
}

/** A text with something in the place of the selection, and spaces where words would run together. */
export function inserted(text: string, start: number, end: number, value: string): Edited {
  const space = start > 0 && !/\s/.test(text.charAt(start - 1)) && /^\w/.test(value) ? " " : "";
  const next = `${space}${value}`;
  return replaced(text, start, end, next, next.length, 0);
}

function replaced(
  text: string,
  start: number,
  end: number,
  by: string,
  chosenAt: number,
  chosenLength: number,
): Edited {
  const from = start + chosenAt;
  return { text: text.slice(0, start) + by + text.slice(end), start: from, end: from + chosenLength };
}

function atLines(text: string, start: number, end: number, sign: string): Edited {
  const from = text.lastIndexOf("\n", start - 1) + 1;
  const lines = text.slice(from, end).split("\n");
  const has = lines.every((line) => line.startsWith(sign));
  const next = lines.map((line) => (has ? line.slice(sign.length) : sign + line)).join("\n");
  return { text: text.slice(0, from) + next + text.slice(end), start: from + next.length, end: from + next.length };
}
