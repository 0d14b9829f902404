import type { en } from "./en.ts";

type Same<T> = { readonly [K in keyof T]: T[K] extends string ? string : Same<T[K]> };

/** What every language has to say: the same keys as English. */
export type Texts = Same<typeof en>;
