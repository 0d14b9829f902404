/** The time zones to choose from, those in use among them: browsers do not list all that they know, such as `UTC`. */
export function zonesWith(used: readonly string[]): readonly string[] {
  const known = Intl.supportedValuesOf("timeZone");
  return [...new Set([...known, ...used.filter((zone) => zone !== "")])].sort();
}

/** The time zone of this browser. */
export function ownZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
