/** As Chrome, Firefox and Safari call a module that cannot be fetched, and the build its style sheet. */
const MISSING = /dynamically imported module|importing a module script failed|unable to preload css/i;

/** Whether an error says that a part of the application could not be fetched: offline, or after an upgrade. */
export function isMissingPart(error: unknown): boolean {
  return error instanceof Error && MISSING.test(error.message);
}
