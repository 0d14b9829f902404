/** The frames of `carillon.v1`, their codes, and their text. */
export * from "./codes.ts";
export { decodeServer } from "./decode.ts";
export { encodeClient } from "./encode.ts";
export type * from "./entry.ts";
export * from "./errors.ts";
export type * from "./frames.ts";
export * from "./limits.ts";
