import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const CROWD = 10_000;

/** The channel of the log below, as `carillon import` names it. */
export const CROWD_LOG = "irc-2026-11-02-crowd";

export function crowdMember(number: number): string {
  return `member${String(number).padStart(5, "0")}`;
}

/** A log in which each member of a crowd says one thing: importing it is the fastest way to many accounts. */
export function crowdLog(): Promise<string> {
  return logOf("crowd", CROWD, (number) => `<${crowdMember(number)}> I am number ${number}.`);
}

/** A log of IRC with so many lines. */
export async function logOf(name: string, lines: number, line: (number: number) => string): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), "carillon-e2e-")), `2026-11-02-${name}.log`);
  const minute = (number: number) => Math.floor((number / lines) * 24 * 60);
  const two = (value: number) => String(value).padStart(2, "0");
  const texts = Array.from(
    { length: lines },
    (_, number) => `[${two(Math.floor(minute(number) / 60))}:${two(minute(number) % 60)}] ${line(number)}\n`,
  );
  await writeFile(path, texts.join(""));
  return path;
}
