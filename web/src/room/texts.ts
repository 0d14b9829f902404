import type { CarillonError } from "@carillon/client";

const en = {
  messages: "Messages",
  write: "Write a message",
  send: "Send",
  sending: "Sending…",
  failed: (why: string) => `Not sent: ${why}`,
  retry: "Send again",
  discard: "Discard",
  edited: "edited",
  deleted: "This message was deleted.",
  inReplyTo: (who: string) => `In reply to ${who}`,
  inReplyToEarlier: "In reply to an earlier message",
  unread: "New",
  older: "Loading older messages…",
  start: "This is the beginning.",
  empty: "Nothing has been written yet.",
  latest: "To the newest",
  newer: (count: number) => (count === 1 ? "1 new message" : `${count} new messages`),
  typing: (names: string, count: number) => (count === 1 ? `${names} is typing` : `${names} are typing`),
  severalTyping: "Several people are typing",
  waiting: "Waiting to be signed in…",
  offline: "You are offline. What you write is sent when the connection is back.",
  connecting: "Connecting…",
  retryIn: (seconds: number) => `Not connected. Next attempt in ${seconds} s.`,
  syncing: "Fetching what you missed…",
  degraded: "The server cannot store anything at the moment. Messages wait.",
  again: "Connect",
  signedOut: "You are signed out here. Load the page again.",
  ended: (why: string) => `The connection has ended: ${why}`,
  unavailable: "the server cannot be reached",
  notMember: "You are not a member of this conversation.",
  load: (why: string) => `The messages could not be loaded: ${why}`,
  misconfigured: (why: string) => `This conversation cannot be shown: ${why}`,
  leadsTo: (host: string) => `leads to ${host}`,
  reaction: (emoji: string, count: number) => `${emoji}, ${count}`,
};

export type RoomTexts = typeof en;

const de: RoomTexts = {
  messages: "Nachrichten",
  write: "Nachricht schreiben",
  send: "Senden",
  sending: "Wird gesendet …",
  failed: (why) => `Nicht gesendet: ${why}`,
  retry: "Noch einmal senden",
  discard: "Verwerfen",
  edited: "bearbeitet",
  deleted: "Diese Nachricht wurde gelöscht.",
  inReplyTo: (who) => `Als Antwort auf ${who}`,
  inReplyToEarlier: "Als Antwort auf eine frühere Nachricht",
  unread: "Neu",
  older: "Ältere Nachrichten werden geladen …",
  start: "Hier fängt es an.",
  empty: "Noch hat niemand etwas geschrieben.",
  latest: "Zum Neuesten",
  newer: (count) => (count === 1 ? "1 neue Nachricht" : `${count} neue Nachrichten`),
  typing: (names, count) => (count === 1 ? `${names} schreibt` : `${names} schreiben`),
  severalTyping: "Mehrere schreiben",
  waiting: "Die Anmeldung steht noch aus …",
  offline: "Sie sind offline. Was Sie schreiben, wird gesendet, sobald die Verbindung wieder da ist.",
  connecting: "Wird verbunden …",
  retryIn: (seconds) => `Nicht verbunden. Nächster Versuch in ${seconds} s.`,
  syncing: "Verpasstes wird geholt …",
  degraded: "Der Server kann gerade nichts speichern. Nachrichten warten.",
  again: "Verbinden",
  signedOut: "Sie sind hier abgemeldet. Laden Sie die Seite neu.",
  ended: (why) => `Die Verbindung ist beendet: ${why}`,
  unavailable: "der Server ist nicht zu erreichen",
  notMember: "Sie gehören nicht zu dieser Unterhaltung.",
  load: (why) => `Die Nachrichten konnten nicht geladen werden: ${why}`,
  misconfigured: (why) => `Diese Unterhaltung kann nicht gezeigt werden: ${why}`,
  leadsTo: (host) => `führt zu ${host}`,
  reaction: (emoji, count) => `${emoji}, ${count}`,
};

/** Why something was refused, as far as there are words for it. */
export function whyOf(error: CarillonError | undefined, texts: RoomTexts): string {
  switch (error?.code) {
    case undefined:
      return "";
    case "unavailable":
      return texts.unavailable;
    case "no_such_conversation":
      return texts.notMember;
    default:
      return error?.message ?? "";
  }
}

/** @param lang a language tag such as `de-AT` */
export function textsOf(lang: string): RoomTexts {
  return /^de\b/i.test(lang) ? de : en;
}
