import type { PresenceStatus } from "@carillon/client";
import { usePresence } from "@carillon/client/react";
import { useTranslation } from "../i18n/use-translation.tsx";
import { usePresenceKnown } from "../presence/known.tsx";
import { initialsOf, hueOf } from "./initials.ts";

export interface AvatarProps {
  readonly id: string;
  readonly name: string;
  /** Path of a picture on the server. */
  readonly picture?: string | undefined;
  /** In pixels. */
  readonly size?: number;
  readonly status?: PresenceStatus | undefined;
}

/** A picture, or initials on a colour that is always the same for the same id. Says nothing to screen readers. */
export function Avatar({ id, name, picture, size = 36, status }: AvatarProps) {
  const { t } = useTranslation();
  const style = { "--avatar": `${size}px`, "--avatar-paper": `hsl(${hueOf(id)} 45% 30%)` } as React.CSSProperties;
  return (
    <span className="avatar" style={style}>
      {picture === undefined ? (
        <span aria-hidden>{initialsOf(name)}</span>
      ) : (
        <img src={picture} alt="" loading="lazy" width={size} height={size} />
      )}
      {status !== undefined && (
        <span className={`presence ${status}`}>
          <span className="unseen">{t(`presence.${status}`)}</span>
        </span>
      )}
    </span>
  );
}

/** With the dot that says whether the user is there, while that is known; whoever is shown so is watched. */
export function PresentAvatar(props: Omit<AvatarProps, "status">) {
  const presence = usePresence(props.id);
  const known = usePresenceKnown();
  return <Avatar {...props} status={known ? presence.status : undefined} />;
}
