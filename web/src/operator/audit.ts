import type { AuditAction } from "@carillon/client";

/** The newest first, each once. */
export function withOlder(newest: readonly AuditAction[], older: readonly AuditAction[]): readonly AuditAction[] {
  const known = new Set(newest.map(({ id }) => id));
  return [...newest, ...older.filter(({ id }) => !known.has(id))];
}
