import type { Attachment } from "./entry.ts";
import { InvalidValueError } from "./errors.ts";
import { MAX_EMOJI_CHARS, MAX_INTEGER, MAX_REF_CHARS } from "./limits.ts";

const TOKEN = /^[\x21-\x7e]{1,64}$/;
const USER = /^[A-Za-z0-9._-]{1,64}$/;
const MAX_EPOCH_CHARS = 64;
const MAX_URL_CHARS = 2_048;
const MAX_NAME_CHARS = 255;
const MAX_CONTENT_TYPE_CHARS = 127;

/** Half a surrogate pair: it has no UTF-8 form. */
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

function invalid(name: string, expected: string): InvalidValueError {
  return new InvalidValueError(`${name}: not valid (expected: ${expected})`);
}

/** Checks an opaque identifier: conversation, device, session, clientMessageId. */
export function checkedToken(name: string, value: unknown): string {
  if (typeof value !== "string" || !TOKEN.test(value)) {
    throw invalid(name, "1 to 64 visible ASCII characters");
  }
  return value;
}

/** A user's name, folded to lower case: capitals do not distinguish users. */
export function checkedUser(name: string, value: unknown): string {
  if (typeof value !== "string" || !USER.test(value)) {
    throw invalid(name, "1 to 64 letters, digits, '.', '_' or '-'");
  }
  return value.toLowerCase();
}

export function checkedInteger(name: string, value: unknown, min: number, max: number = MAX_INTEGER): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < min || value > max) {
    throw invalid(name, `an integer, ${min} to ${max}`);
  }
  return value;
}

/** Text that every store and screen can hold: no U+0000, no half surrogate pair, bounded in UTF-16 units. */
export function checkedText(name: string, value: unknown, maxChars: number): string {
  if (typeof value !== "string" || value.length > maxChars) {
    throw invalid(name, `text of at most ${maxChars} characters`);
  }
  if (value.includes("\0") || LONE_SURROGATE.test(value)) {
    throw invalid(name, "Unicode text without U+0000");
  }
  return value;
}

/** What the server takes for white space; `trim` would take no-break spaces for it as well, which are text there. */
const WHITE_SPACE = new Set(
  "\t\n\v\f\r\u001c\u001d\u001e\u001f \u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a" +
    "\u2028\u2029\u205f\u3000",
);

export function isBlank(text: string): boolean {
  return [...text].every((character) => WHITE_SPACE.has(character));
}

/** As {@link checkedText}, and not blank. */
export function checkedNotBlank(name: string, value: unknown, maxChars: number): string {
  const text = checkedText(name, value, maxChars);
  if (isBlank(text)) {
    throw invalid(name, "some text");
  }
  return text;
}

export function checkedRef(value: unknown): string {
  return checkedNotBlank("ref", value, MAX_REF_CHARS);
}

export function checkedEmoji(value: unknown): string {
  return checkedNotBlank("emoji", value, MAX_EMOJI_CHARS);
}

export function checkedEpoch(value: unknown): string {
  return checkedNotBlank("epoch", value, MAX_EPOCH_CHARS);
}

/** A link that a page may follow: nothing but https, http or a path on the server. */
export function checkedAttachment(value: unknown): Attachment {
  if (typeof value !== "object" || value === null) {
    throw invalid("attachments", "objects");
  }
  const given = value as Partial<Record<keyof Attachment, unknown>>;
  const url = checkedNotBlank("attachments.url", given.url, MAX_URL_CHARS);
  if (!/^(https?:\/\/|\/)/.test(url)) {
    throw invalid("attachments.url", "https://, http:// or /");
  }
  return {
    url,
    name: checkedText("attachments.name", given.name ?? "", MAX_NAME_CHARS),
    contentType: checkedText("attachments.contentType", given.contentType ?? "", MAX_CONTENT_TYPE_CHARS),
    sizeBytes: checkedInteger("attachments.sizeBytes", given.sizeBytes ?? 0, 0),
  };
}
