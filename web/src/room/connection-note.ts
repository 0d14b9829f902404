import type { ConnectionView } from "@carillon/client";
import type { RoomTexts } from "./texts.ts";

/** What is said of the connection, and whether a button shall connect. */
export interface Note {
  readonly text: string;
  readonly kind: "calm" | "wait" | "problem";
  readonly connect?: boolean;
  /** Whether it counts seconds, which are for the eye: read aloud they would be a nuisance. */
  readonly counts?: boolean;
}

/** Undefined: all is well, nothing needs to be said. */
export function noteOf(connection: ConnectionView, online: boolean, now: number, texts: RoomTexts): Note | undefined {
  const { state, closed, nextAttemptAt, degraded } = connection;
  if (closed !== undefined) {
    const signedOut = closed.code === "unauthenticated";
    return { text: signedOut ? texts.signedOut : texts.ended(closed.message), kind: "problem", connect: !signedOut };
  }
  if (!online) {
    return { text: texts.offline, kind: "wait" };
  }
  switch (state) {
    case "disconnected":
      return nextAttemptAt === undefined
        ? { text: texts.connecting, kind: "calm" }
        : {
            text: texts.retryIn(Math.max(0, Math.ceil((nextAttemptAt - now) / 1_000))),
            kind: "wait",
            connect: true,
            counts: true,
          };
    case "connecting":
      return { text: texts.connecting, kind: "calm" };
    case "syncing":
      return { text: texts.syncing, kind: "calm" };
    case "connected":
      return degraded === undefined ? undefined : { text: texts.degraded, kind: "wait" };
    case "closed":
      return undefined;
  }
}
