import { type ComponentType, lazy } from "react";

type Loaded = { readonly default: ComponentType };

/** Pages of their own beside the conversations. Each folder that has a `page.tsx` with a default export is one. */
const found = import.meta.glob<Loaded>("../operator/page.tsx");

export const pages = Object.entries(found).map(([file, load]) => ({
  path: `/${file.split("/")[1]}/*?`,
  Page: lazy(load),
}));
