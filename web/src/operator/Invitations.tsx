import { useCallback, useState } from "react";
import { dateOf } from "../i18n/format.ts";
import { Field } from "../ui/Field.tsx";
import { useToast } from "../ui/toast.tsx";
import { useCalls } from "./calls.ts";
import { useWhy } from "./Stale.tsx";
import { NoRows, Table } from "./Table.tsx";
import { usePoll } from "./use-poll.ts";
import { useTexts } from "./use-texts.ts";

const DAY_SECONDS = 86_400;

/** Links with which people make their own accounts. */
export function Invitations() {
  const texts = useTexts().invitations;
  const calls = useCalls();
  const toast = useToast();
  const why = useWhy();
  const polled = usePoll(useCallback((signal: AbortSignal) => calls.invitations(signal), [calls]));
  const [days, setDays] = useState(7);
  const [link, setLink] = useState("");

  const invite = async () => {
    try {
      const { invitation } = await calls.invite(days * DAY_SECONDS);
      setLink(`${location.origin}/invite#${invitation}`);
    } catch (error) {
      toast(why(error));
    }
    polled.again();
  };
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(link);
      toast(texts.copied);
    } catch {
      // Without https there is no clipboard; the link can be selected.
      document.querySelector<HTMLInputElement>("#operator-link input")?.select();
    }
  };
  const withdraw = async (id: string) => {
    try {
      await calls.withdraw(id);
    } catch (error) {
      toast(why(error));
    }
    polled.again();
  };

  return (
    <>
      <section className="operator-section">
        <header>
          <h2>{texts.title}</h2>
        </header>
        <p className="operator-quiet">{texts.about}</p>
        <div className="operator-filters">
          <Field label={texts.lifetime}>
            <select className="input" value={days} onChange={(event) => setDays(Number(event.target.value))}>
              <option value={1}>{texts.day}</option>
              <option value={7}>{texts.week}</option>
              <option value={30}>{texts.month}</option>
            </select>
          </Field>
          <button type="button" className="button" onClick={() => void invite()}>
            {texts.make}
          </button>
        </div>
        <div role="status">
          {link !== "" && (
            <div id="operator-link" className="operator-link">
              <Field label={texts.link} hint={texts.linkHint}>
                <input className="input" readOnly value={link} onFocus={(event) => event.target.select()} />
              </Field>
              <button type="button" className="button" onClick={() => void copy()}>
                {texts.copy}
              </button>
            </div>
          )}
        </div>
      </section>
      {polled.value !== undefined && (
        <Table title={texts.open} columns={[texts.made, texts.by, texts.until, { unseen: texts.withdraw }]}>
          {polled.value.map(({ id, createdAt, expiresAt, by }) => (
            <tr key={id}>
              <td>{dateOf(createdAt)}</td>
              <td className="foreign">{by}</td>
              <td>{dateOf(expiresAt)}</td>
              <td className="operator-acts">
                <button
                  type="button"
                  className="button danger"
                  aria-label={texts.withdrawOf(dateOf(expiresAt))}
                  onClick={() => void withdraw(id)}
                >
                  {texts.withdraw}
                </button>
              </td>
            </tr>
          ))}
          {polled.value.length === 0 && <NoRows columns={4}>{texts.none}</NoRows>}
        </Table>
      )}
    </>
  );
}
