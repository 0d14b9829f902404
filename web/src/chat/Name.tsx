import { useDisplayName } from "./names.ts";

/** A user's name, in its own direction of writing. */
export function Name({ user }: { readonly user: string }) {
  return <bdi>{useDisplayName(user)}</bdi>;
}
