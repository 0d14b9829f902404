import type { ShownMessage } from "@carillon/client";
import { Copy, Ellipsis, Eye, Link2, MessageSquareText, Pencil, Reply, Trash2 } from "lucide-react";
import { memo } from "react";
import { conversationPath } from "../chat/paths.ts";
import { useTranslation } from "../i18n/use-translation.tsx";
import { useCopy } from "../ui/copy.ts";
import { IconButton } from "../ui/IconButton.tsx";
import { Menu } from "../ui/Menu.tsx";
import type { MessageActs } from "./acts.ts";
import { ReactButton } from "./ReactButton.tsx";

const QUICK = ["👍", "✅", "❤️"];

/** What can be done with a message, while it is pointed at or has the focus. */
export const MessageBar = memo(function MessageBar({
  message,
  acts,
  own,
}: {
  readonly message: ShownMessage;
  readonly acts: MessageActs;
  readonly own: boolean;
}) {
  const { t } = useTranslation();
  return (
    <div className="message-bar" role="group" aria-label={t("message.actions")}>
      {QUICK.map((emoji) => (
        <button
          key={emoji}
          type="button"
          className="icon-button small quick"
          aria-label={`${t("message.react")} ${emoji}`}
          onClick={() => acts.react(message, emoji)}
        >
          {emoji}
        </button>
      ))}
      <ReactButton className="icon-button small" keys="R" react={(emoji) => acts.react(message, emoji)} />
      <IconButton small label={t("message.reply")} onClick={() => acts.reply(message)}>
        <Reply size={17} aria-hidden />
      </IconButton>
      {acts.thread !== undefined && (
        <IconButton small label={t("message.thread")} keys="T" onClick={() => acts.thread?.(message)}>
          <MessageSquareText size={17} aria-hidden />
        </IconButton>
      )}
      <MoreMenu message={message} acts={acts} own={own} />
    </div>
  );
});

function MoreMenu({
  message,
  acts,
  own,
}: {
  readonly message: ShownMessage;
  readonly acts: MessageActs;
  readonly own: boolean;
}) {
  const { t } = useTranslation();
  const copy = useCopy();
  const entries = () => [
    [
      ...(own
        ? [{ text: t("message.edit"), icon: <Pencil size={16} aria-hidden />, act: () => acts.edit(message) }]
        : []),
      ...(own
        ? [{ text: t("message.readBy"), icon: <Eye size={16} aria-hidden />, act: () => acts.readers(message) }]
        : []),
      { text: t("message.copy"), icon: <Copy size={16} aria-hidden />, act: () => copy(message.text ?? "") },
      {
        text: t("message.copyLink"),
        icon: <Link2 size={16} aria-hidden />,
        act: () => copy(`${location.origin}${conversationPath(message.conversation, message.seq)}`),
      },
    ],
    own || acts.moderates
      ? [
          {
            text: t("message.delete"),
            icon: <Trash2 size={16} aria-hidden />,
            danger: true,
            act: () => acts.remove(message),
          },
        ]
      : [],
  ];
  return (
    <Menu label={t("more")} entries={entries} className="icon-button small" data-tip={t("more")}>
      <Ellipsis size={17} aria-hidden />
    </Menu>
  );
}
