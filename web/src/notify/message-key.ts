/** 24 bytes are 32 characters: what push services take as the topic of a message. */
const BYTES = 24;

/**
 * What names a message in notifications, as the server's push does (`collapseKey`): what both tell is shown once, and
 * what one of them has shown the other can take away. Where a page has no cryptography, push has no worker either.
 */
export async function messageKey(conversation: string, seq: number): Promise<string> {
  const name = `${conversation} ${seq}`;
  const subtle = crypto.subtle as SubtleCrypto | undefined;
  if (subtle === undefined) {
    return name;
  }
  const digest = new Uint8Array(await subtle.digest("SHA-256", new TextEncoder().encode(name)), 0, BYTES);
  return btoa(String.fromCharCode(...digest))
    .replaceAll("+", "-")
    .replaceAll("/", "_");
}
