import type { ShownMessage } from "@carillon/client";
import { memo, useState } from "react";
import { Name } from "../chat/Name.tsx";
import { useDisplayName, useUserName } from "../chat/names.ts";
import { openPanel } from "../chat/use-panel.ts";
import { UserAvatar } from "../chat/UserAvatar.tsx";
import { momentOf, timeOf } from "../i18n/format.ts";
import { useTranslation } from "../i18n/use-translation.tsx";
import { plainText } from "../markdown/plain-text.ts";
import { Catch } from "../ui/Guard.tsx";
import type { MessageActs } from "./acts.ts";
import { Attachments } from "./Attachments.tsx";
import { FailedNote } from "./FailedNote.tsx";
import { MessageBar } from "./MessageBar.tsx";
import { MessageState, type Progress } from "./MessageState.tsx";
import { MessageText } from "./MessageText.tsx";
import { Reactions } from "./Reactions.tsx";
import { ReplyQuote } from "./ReplyQuote.tsx";
import { UnshownMessage } from "./UnshownMessage.tsx";
import { ThreadLink } from "./ThreadLink.tsx";
import "./message.css";

export interface MessageProps {
  readonly message: ShownMessage;
  /** Whether the sender's name stands above it. */
  readonly first: boolean;
  readonly acts: MessageActs;
  /** How far one's own message has come. */
  readonly progress: Progress | undefined;
  readonly highlighted: boolean;
  readonly inThread: boolean;
}

const LABEL_CHARS = 200;

/** One that cannot be shown does not take the others with it. */
export const Message = memo(function Message(props: MessageProps) {
  const { message } = props;
  return (
    <Catch place={message.text ?? ""} instead={() => <UnshownMessage message={message} />}>
      <WholeMessage {...props} />
    </Catch>
  );
});

function WholeMessage({ message, first, acts, progress, highlighted, inThread }: MessageProps) {
  const { t } = useTranslation();
  const self = useUserName();
  const name = useDisplayName(message.sender);
  const text = message.text ?? "";
  const label = `${t("message.from", { name, when: timeOf(message.at) })}: ${plainText(text).slice(0, LABEL_CHARS)}`;
  // The bar is made when the message is first pointed at or focused: most never are.
  const [touched, setTouched] = useState(false);
  const touch = touched ? undefined : () => setTouched(true);
  const deleted = message.deletedAt !== undefined;
  return (
    <article
      className={`message ${first ? "first" : ""} ${highlighted ? "highlighted" : ""} ${message.state}`}
      tabIndex={-1}
      onPointerEnter={touch}
      onFocus={touch}
      aria-label={label}
      data-key={message.key}
      data-seq={message.seq}
      data-state={message.state}
    >
      <div className="message-gutter">
        {first ? (
          <UserAvatar user={message.sender} size={36} />
        ) : (
          <time className="message-time" aria-hidden>
            {timeOf(message.at)}
          </time>
        )}
      </div>
      <div className="message-main">
        {first && <MessageHead message={message} />}
        {message.replyTo !== undefined && (
          <ReplyQuote conversation={message.conversation} seq={message.replyTo} jump={acts.jump} />
        )}
        {deleted ? (
          <p className="message-deleted">{t("message.deleted")}</p>
        ) : (
          <MessageText text={text} edited={message.editedAt !== undefined} />
        )}
        {message.attachments.length > 0 && !deleted && <Attachments attachments={message.attachments} />}
        {message.reactions.length > 0 && <Reactions message={message} react={acts.react} />}
        {message.replies > 0 && acts.thread !== undefined && !inThread && (
          <ThreadLink message={message} open={acts.thread} />
        )}
        {message.state === "failed" && <FailedNote message={message} acts={acts} />}
      </div>
      {message.sender === self && !deleted && <MessageState message={message} progress={progress} />}
      {touched && message.seq !== undefined && !deleted && (
        <MessageBar message={message} acts={acts} own={message.sender === self} />
      )}
    </article>
  );
}

function MessageHead({ message }: { readonly message: ShownMessage }) {
  return (
    <div className="message-head">
      <button
        type="button"
        className="message-sender one-line"
        onClick={() => openPanel({ kind: "profile", user: message.sender })}
      >
        <Name user={message.sender} />
      </button>
      <time dateTime={new Date(message.at).toISOString()} title={momentOf(message.at)}>
        {timeOf(message.at)}
      </time>
    </div>
  );
}
