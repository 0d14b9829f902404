import { useCallback, useState } from "react";
import { dateOf, momentOf } from "../i18n/format.ts";
import { language } from "../i18n/i18n.ts";
import { useToast } from "../ui/toast.tsx";
import { withOlder } from "./audit.ts";
import { PAGE, useCalls } from "./calls.ts";
import { Stale, useWhy } from "./Stale.tsx";
import { NoRows, Table } from "./Table.tsx";
import type { AuditAction } from "@carillon/client";
import { usePoll } from "./use-poll.ts";
import { useTexts } from "./use-texts.ts";

/** What administrators have done. */
export function AuditSection() {
  const texts = useTexts().audit;
  const calls = useCalls();
  const toast = useToast();
  const why = useWhy();
  const polled = usePoll(useCallback((signal: AbortSignal) => calls.audit(undefined, signal), [calls]));
  const [kept, setKept] = useState<readonly AuditAction[]>([]);
  const [ended, setEnded] = useState(false);
  const actions = withOlder(polled.value ?? [], kept);

  const older = async () => {
    try {
      const page = await calls.audit(actions.at(-1)?.id);
      // What is shown stays shown, also when newer actions push it off the first page.
      setKept(withOlder(actions, page));
      setEnded(page.length < PAGE);
    } catch (error) {
      toast(why(error));
    }
  };

  return (
    <>
      <Stale polled={polled} />
      {polled.value !== undefined && (
        <Table title={texts.title} columns={[texts.at, texts.by, texts.action, texts.subject, texts.address]}>
          {actions.map((action) => (
            <Row key={action.id} action={action} />
          ))}
          {actions.length === 0 && <NoRows columns={5}>{texts.none}</NoRows>}
        </Table>
      )}
      {actions.length >= PAGE && !ended && (
        <button type="button" className="button" onClick={() => void older()}>
          {texts.older}
        </button>
      )}
    </>
  );
}

function Row({ action }: { readonly action: AuditAction }) {
  const texts = useTexts().audit;
  const time = new Intl.DateTimeFormat(language(), { timeStyle: "medium" });
  return (
    <tr>
      <td title={momentOf(action.at)} className="operator-when">
        {dateOf(action.at)}, {time.format(action.at)}
      </td>
      <th scope="row" className="foreign">
        {action.by}
      </th>
      <td>{texts.actions[action.action] ?? action.action}</td>
      <td className="foreign">{action.subject}</td>
      <td>{action.address}</td>
    </tr>
  );
}
