import type { ShownMessage } from "@carillon/client";
import { Pencil, Reply, SendHorizontal, Smile, X } from "lucide-react";
import { type ReactNode, type Ref, useImperativeHandle, useRef, useState } from "react";
import { modHeld } from "../app/shortcuts.ts";
import { usePreferences } from "../app/preferences.ts";
import { Name } from "../chat/Name.tsx";
import { useTranslation } from "../i18n/use-translation.tsx";
import { plainText } from "../markdown/plain-text.ts";
import { IconButton } from "../ui/IconButton.tsx";
import { EmojiButton } from "./EmojiButton.tsx";
import { FormatBar } from "./FormatBar.tsx";
import { composes } from "./composing.ts";
import { formatted, type Format, inserted } from "./editing.ts";
import { MentionList } from "./MentionList.tsx";
import { useDraft } from "./use-draft.ts";
import { useMentions } from "./use-mentions.ts";
import "./composer.css";

export interface ComposerHandle {
  focus(): void;
}

/** What is being written: a new message, an answer to one, or another text for one's own. */
export type Writing =
  | { readonly kind: "new" }
  | { readonly kind: "reply"; readonly to: ShownMessage }
  | { readonly kind: "edit"; readonly message: ShownMessage };

export interface ComposerProps {
  readonly conversation: string;
  /** Where the draft is kept: the conversation, or one of its threads. */
  readonly place: string;
  readonly label: string;
  readonly placeholder: string;
  readonly writing: Writing;
  readonly send: (text: string) => void;
  /** Ends an answer or an edit. */
  readonly stop: () => void;
  readonly editLast: () => void;
  readonly typing: () => void;
  readonly maxChars: number;
  readonly ref?: Ref<ComposerHandle>;
}

const FORMAT_KEYS: Readonly<Record<string, Format>> = { b: "bold", i: "italic", e: "code" };

export function Composer(props: ComposerProps) {
  const { conversation, place, label, placeholder, writing, stop, maxChars } = props;
  const { t } = useTranslation();
  const { enterSends } = usePreferences();
  const area = useRef<HTMLTextAreaElement>(null);
  const { text, setText } = useDraft(place, writing);
  const [caret, setCaret] = useState(0);
  const mentions = useMentions(conversation, text, caret);
  useImperativeHandle(props.ref, () => ({ focus: () => area.current?.focus() }));
  useGrowing(area, text);
  const over = text.length - maxChars;

  function change(next: string, at: number, end: number = at) {
    setText(next);
    setCaret(end);
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.setSelectionRange(at, end);
    });
  }

  function put(value: string) {
    const { selectionStart = text.length, selectionEnd = text.length } = area.current ?? {};
    const next = inserted(text, selectionStart, selectionEnd, value);
    change(next.text, next.start);
  }

  function format(as: Format) {
    const { selectionStart = text.length, selectionEnd = text.length } = area.current ?? {};
    const next = formatted(text, selectionStart, selectionEnd, as);
    change(next.text, next.start, next.end);
  }

  function complete(name: string) {
    const next = mentions.completed(name);
    change(next.text, next.caret);
  }

  function submit() {
    const ready = text.trim();
    if (ready === "" || over > 0) {
      return;
    }
    // An edit ends by being sent, and its text with it.
    if (writing.kind !== "edit") {
      setText("");
    }
    props.send(ready);
  }

  function pressed(event: React.KeyboardEvent<HTMLTextAreaElement>) {
    if (composes(event.nativeEvent)) {
      return;
    }
    if (mentions.pressed(event.key, complete)) {
      event.preventDefault();
      return;
    }
    const formatAs =
      modHeld(event) && !event.shiftKey && !event.altKey ? FORMAT_KEYS[event.key.toLowerCase()] : undefined;
    if (formatAs !== undefined) {
      event.preventDefault();
      format(formatAs);
    } else if (event.key === "Enter" && !event.shiftKey && (enterSends ? !event.altKey : modHeld(event))) {
      event.preventDefault();
      submit();
    } else if (event.key === "Escape" && writing.kind !== "new") {
      event.preventDefault();
      stop();
    } else if (event.key === "ArrowUp" && text === "" && writing.kind === "new") {
      event.preventDefault();
      props.editLast();
    }
  }

  return (
    <div className="composer">
      {writing.kind !== "new" && <WritingNote writing={writing} stop={stop} />}
      {mentions.shown.length > 0 && <MentionList mentions={mentions} choose={complete} />}
      <div className="composer-box">
        <textarea
          ref={area}
          className="composer-text"
          rows={1}
          dir="auto"
          aria-label={label}
          placeholder={placeholder}
          value={text}
          aria-autocomplete="list"
          aria-controls={mentions.shown.length > 0 ? mentions.listId : undefined}
          aria-activedescendant={mentions.activeId}
          onChange={(event) => {
            setText(event.target.value);
            setCaret(event.target.selectionStart);
            if (event.target.value !== "" && writing.kind !== "edit") {
              props.typing();
            }
          }}
          onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
          onBlur={mentions.close}
          onKeyDown={pressed}
        />
        <div className="composer-tools">
          <EmojiButton label={t("composer.emoji")} choose={put} className="icon-button small">
            <Smile size={18} aria-hidden />
          </EmojiButton>
          <FormatBar format={format} />
          <span className="grow" />
          <span className="composer-over" role="status">
            {over > 0 && t("composer.tooLong", { count: over })}
          </span>
          <IconButton
            label={writing.kind === "edit" ? t("save") : t("composer.send")}
            className="composer-send"
            disabled={text.trim() === "" || over > 0}
            onClick={submit}
          >
            <SendHorizontal size={18} aria-hidden />
          </IconButton>
        </div>
      </div>
    </div>
  );
}

function WritingNote({
  writing,
  stop,
}: {
  readonly writing: Exclude<Writing, { kind: "new" }>;
  readonly stop: () => void;
}) {
  const { t } = useTranslation();
  const edits = writing.kind === "edit";
  const icon: ReactNode = edits ? <Pencil size={15} aria-hidden /> : <Reply size={15} aria-hidden />;
  return (
    <div className="composer-note">
      {icon}
      {edits ? (
        <strong>{t("composer.editing")}</strong>
      ) : (
        <>
          <strong>
            <Name user={writing.to.sender} />
          </strong>
          <bdi className="one-line grow">{plainText(writing.to.text ?? "").slice(0, 160)}</bdi>
        </>
      )}
      {edits && <span className="grow" />}
      <IconButton small label={edits ? t("cancel") : t("composer.stopAnswering")} keys="Esc" onClick={stop}>
        <X size={16} aria-hidden />
      </IconButton>
    </div>
  );
}

/** As high as what is written, up to a third of the window. */
function useGrowing(area: React.RefObject<HTMLTextAreaElement | null>, text: string): void {
  const last = useRef<string>(undefined);
  if (last.current !== text) {
    last.current = text;
    queueMicrotask(() => {
      const element = area.current;
      if (element !== null) {
        element.style.height = "auto";
        element.style.height = `${Math.min(element.scrollHeight, Math.max(120, innerHeight / 3))}px`;
      }
    });
  }
}
