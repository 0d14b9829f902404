import type { CarillonError, Write } from "@carillon/client";

type Hear = (write: Write, reason: CarillonError) => void;

const listeners = new Set<Hear>();

/** Told of what another tab, or an earlier run, did and the server refused; passes it on to whoever tells the user. */
export function forRefusals(write: Write, reason: CarillonError): void {
  for (const hear of listeners) {
    hear(write, reason);
  }
}

export function onUndelivered(hear: Hear): () => void {
  listeners.add(hear);
  return () => listeners.delete(hear);
}
