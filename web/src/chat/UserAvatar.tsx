import { useAccount } from "@carillon/client/react";
import { Avatar, PresentAvatar } from "../ui/Avatar.tsx";
import { useDisplayName } from "./names.ts";

/** The picture of a user; with the dot of presence, the user is watched while shown. */
export function UserAvatar({
  user,
  size,
  present = false,
}: {
  readonly user: string;
  readonly size?: number;
  readonly present?: boolean;
}) {
  const name = useDisplayName(user);
  const account = useAccount(user);
  const props = { id: user, name, picture: account?.avatar, ...(size === undefined ? {} : { size }) };
  return present ? <PresentAvatar {...props} /> : <Avatar {...props} />;
}
