import type { Attachment } from "@carillon/client";
import { Paperclip } from "lucide-react";
import { plainName } from "../chat/names.ts";
import { language } from "../i18n/i18n.ts";
import { safeUrl } from "../markdown/links.ts";

/** What travels with a message, as links: nothing is fetched before somebody asks for it. */
export function Attachments({ attachments }: { readonly attachments: readonly Attachment[] }) {
  return (
    <ul className="attachments" role="list">
      {attachments.map((attachment, at) => {
        const url = safeUrl(attachment.url, location.origin);
        const name = plainName(attachment.name) || url?.pathname.split("/").at(-1) || attachment.url;
        return (
          <li key={at}>
            <Paperclip size={16} aria-hidden />
            {url === undefined ? (
              <bdi className="one-line">{name}</bdi>
            ) : (
              <a className="one-line" href={url.href} target="_blank" rel="noopener noreferrer nofollow ugc">
                <bdi>{name}</bdi>
              </a>
            )}
            {attachment.sizeBytes > 0 && <span>{sizeOf(attachment.sizeBytes)}</span>}
          </li>
        );
      })}
    </ul>
  );
}

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

function sizeOf(bytes: number): string {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  const format = new Intl.NumberFormat(language(), {
    style: "unit",
    unit: UNITS[power] ?? "byte",
    unitDisplay: "short",
    maximumFractionDigits: 1,
  });
  return format.format(bytes / 1_000 ** power);
}
