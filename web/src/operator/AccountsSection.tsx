import { useCallback, useState } from "react";
import { dateOf } from "../i18n/format.ts";
import { Question } from "../ui/Dialog.tsx";
import { Field } from "../ui/Field.tsx";
import { useToast } from "../ui/toast.tsx";
import { type OperatorCalls, PAGE, useCalls } from "./calls.ts";
import { Invitations } from "./Invitations.tsx";
import { NewAccountDialog } from "./NewAccountDialog.tsx";
import { Stale, useWhy } from "./Stale.tsx";
import { NoRows, Table } from "./Table.tsx";
import type { Account } from "@carillon/client";
import { useDelayed } from "./use-delayed.ts";
import { usePoll } from "./use-poll.ts";
import { useTexts } from "./use-texts.ts";

const MAX_PAGES = 10;

async function accountsOf(calls: OperatorCalls, wanted: string, pages: number, signal: AbortSignal) {
  const accounts: Account[] = [];
  for (let page = 0; page < pages; page++) {
    const answer = await calls.accounts(wanted, accounts.at(-1)?.user ?? "", signal);
    accounts.push(...answer);
    if (answer.length < PAGE) {
      return { accounts, more: false };
    }
  }
  return { accounts, more: pages < MAX_PAGES };
}

/** Who has an account, and who may make one. */
export function AccountsSection() {
  const texts = useTexts().accounts;
  const calls = useCalls();
  const toast = useToast();
  const why = useWhy();
  const [typed, setTyped] = useState("");
  const wanted = useDelayed(typed.trim());
  const [pages, setPages] = useState(1);
  const polled = usePoll(
    useCallback((signal: AbortSignal) => accountsOf(calls, wanted, pages, signal), [calls, wanted, pages]),
  );
  const [making, setMaking] = useState(false);
  const [disabling, setDisabling] = useState<Account>();
  const { accounts = [], more = false } = polled.value ?? {};

  const change = async (account: Account, disabled: boolean) => {
    try {
      await calls.changeAccount(account.user, { disabled });
    } catch (error) {
      toast(why(error));
    }
    polled.again();
  };

  return (
    <>
      <div className="operator-filters">
        <Field label={texts.search}>
          <input className="input" type="search" value={typed} onChange={(event) => setTyped(event.target.value)} />
        </Field>
      </div>
      <Stale polled={polled} />
      {polled.value !== undefined && (
        <Table
          title={texts.title}
          aside={
            <button type="button" className="button" onClick={() => setMaking(true)}>
              {texts.make}
            </button>
          }
          columns={[texts.user, texts.name, texts.made, texts.state, { unseen: texts.disable }]}
        >
          {accounts.map((account) => (
            <Row
              key={account.user}
              account={account}
              disable={() => setDisabling(account)}
              enable={() => void change(account, false)}
            />
          ))}
          {accounts.length === 0 && <NoRows columns={5}>{texts.none}</NoRows>}
        </Table>
      )}
      {more && (
        <button type="button" className="button" onClick={() => setPages(pages + 1)}>
          {texts.more}
        </button>
      )}
      <Invitations />
      {making && (
        <NewAccountDialog
          close={() => {
            setMaking(false);
            polled.again();
          }}
        />
      )}
      {disabling !== undefined && (
        <Question
          title={texts.disableTitle}
          about={texts.disableAbout(disabling.user)}
          yes={texts.disable}
          answer={(sure) => {
            setDisabling(undefined);
            if (sure) {
              void change(disabling, true);
            }
          }}
        />
      )}
    </>
  );
}

function Row({
  account,
  disable,
  enable,
}: {
  readonly account: Account;
  readonly disable: () => void;
  readonly enable: () => void;
}) {
  const texts = useTexts().accounts;
  const { user, displayName, createdAt, disabled, administrator } = account;
  return (
    <tr>
      <th scope="row" className="foreign">
        {user}
      </th>
      <td className="foreign">{displayName}</td>
      <td>{dateOf(createdAt)}</td>
      <td>
        <span className={`operator-state ${disabled ? "ill" : "well"}`}>
          {disabled ? texts.disabled : texts.active}
        </span>
        {administrator && <span className="operator-mark">{texts.administrator}</span>}
      </td>
      <td className="operator-acts">
        {disabled ? (
          <button type="button" className="button" aria-label={texts.enableOf(user)} onClick={enable}>
            {texts.enable}
          </button>
        ) : (
          <button type="button" className="button danger" aria-label={texts.disableOf(user)} onClick={disable}>
            {texts.disable}
          </button>
        )}
      </td>
    </tr>
  );
}
