import { type FormEvent, useState } from "react";
import { numberOf } from "../i18n/format.ts";
import { Dialog } from "../ui/Dialog.tsx";
import { Field } from "../ui/Field.tsx";
import { useToast } from "../ui/toast.tsx";
import { useCalls } from "./calls.ts";
import { useWhy } from "./Stale.tsx";
import { useTexts } from "./use-texts.ts";

const MAX_CHARS = 1_000;

/** A word to everybody who is connected. */
export function AnnounceDialog({ close }: { readonly close: () => void }) {
  const texts = useTexts();
  const calls = useCalls();
  const toast = useToast();
  const why = useWhy();
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");

  const send = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      const { sessions } = await calls.announce(text.trim());
      toast(texts.announce.done(numberOf(sessions)));
      close();
    } catch (error) {
      setProblem(why(error));
      setBusy(false);
    }
  };
  return (
    <Dialog title={texts.announce.title} close={close}>
      <form className="operator-form" onSubmit={(event) => void send(event)}>
        <Field label={texts.announce.text} hint={texts.announce.hint}>
          <textarea
            className="input"
            rows={4}
            maxLength={MAX_CHARS}
            value={text}
            autoFocus
            onChange={(event) => setText(event.target.value)}
          />
        </Field>
        <p className="operator-quiet" role="status">
          {text.length > MAX_CHARS - 200 && texts.announce.left(numberOf(MAX_CHARS - text.length))}
        </p>
        {problem !== "" && (
          <p className="problem" role="alert">
            {problem}
          </p>
        )}
        <div className="actions">
          <button type="button" className="button" onClick={close}>
            {texts.cancel}
          </button>
          <button type="submit" className="button main" disabled={busy || text.trim() === ""}>
            {texts.announce.send}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
