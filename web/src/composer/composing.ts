/** What every browser says of a key that an input method is still at work on. */
const PROCESSING = 229;

/**
 * Whether a key belongs to the composition of a character, as Enter does that chooses one. Safari ends the composition
 * before it tells of that Enter, and says so by the key's code alone.
 */
export function composes(event: { readonly isComposing: boolean; readonly keyCode: number }): boolean {
  return event.isComposing || event.keyCode === PROCESSING;
}
