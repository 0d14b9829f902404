import type { ReactNode } from "react";
import { Link } from "wouter";
import { useTranslation } from "../i18n/use-translation.tsx";
import { misleads, ownPath, safeUrl } from "./links.ts";

/** A link that somebody wrote: followed only where it is harmless, and honest about where it leads. */
export function MessageLink({
  href,
  text,
  raw,
  children,
}: {
  readonly href: string;
  readonly text: string;
  readonly raw: string;
  readonly children: ReactNode;
}) {
  const { t } = useTranslation();
  const url = safeUrl(href);
  if (url === undefined) {
    return raw;
  }
  const own = ownPath(url, location.origin);
  if (own !== undefined) {
    return <Link href={own}>{children}</Link>;
  }
  const host = url.host || url.pathname;
  return (
    <>
      <a
        href={url.href}
        target="_blank"
        rel="noopener noreferrer nofollow ugc"
        title={text === href ? undefined : t("message.linkWarning", { host })}
      >
        {children}
      </a>
      {misleads(text, url) && <span className="link-host"> ({host})</span>}
    </>
  );
}
