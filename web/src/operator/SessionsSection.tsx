import { useCallback, useState } from "react";
import { ago, listOf, momentOf, numberOf } from "../i18n/format.ts";
import { Question } from "../ui/Dialog.tsx";
import { Field } from "../ui/Field.tsx";
import { clientName } from "../session/browser-name.ts";
import { useToast } from "../ui/toast.tsx";
import { useCalls } from "./calls.ts";
import { bytes } from "./quantities.ts";
import { pagesOf } from "./session-pages.ts";
import { Stale, useWhy } from "./Stale.tsx";
import { NoRows, Table } from "./Table.tsx";
import type { OpenSession } from "@carillon/client";
import { useDelayed } from "./use-delayed.ts";
import { usePoll } from "./use-poll.ts";
import { useTexts } from "./use-texts.ts";

/** Who is connected and from where. */
export function SessionsSection({ nodes }: { readonly nodes: readonly string[] }) {
  const texts = useTexts();
  const calls = useCalls();
  const [typed, setTyped] = useState("");
  const user = useDelayed(typed.trim());
  const [node, setNode] = useState("");
  const [pages, setPages] = useState(1);
  const ask = useCallback(
    (signal: AbortSignal) => pagesOf(calls, { user, node }, pages, signal),
    [calls, user, node, pages],
  );
  const polled = usePoll(ask);
  const [ending, setEnding] = useState<OpenSession>();
  const { sessions = [], silentNodes = [], more = false } = polled.value ?? {};
  const words = texts.sessions;

  return (
    <>
      <div className="operator-filters">
        <Field label={words.byUser}>
          <input className="input" type="search" value={typed} onChange={(event) => setTyped(event.target.value)} />
        </Field>
        <Field label={words.byNode}>
          <select className="input" value={node} onChange={(event) => setNode(event.target.value)}>
            <option value="">{words.everyNode}</option>
            {nodes.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </Field>
      </div>
      <Stale polled={polled} />
      {silentNodes.length > 0 && (
        <p className="problem" role="alert">
          {texts.silent(listOf(silentNodes))}
        </p>
      )}
      {polled.value !== undefined && (
        <Table
          title={words.title}
          aside={<span className="operator-quiet">{words.shown(numberOf(sessions.length))}</span>}
          columns={[
            words.user,
            words.address,
            words.client,
            words.node,
            words.since,
            words.lastFrame,
            words.queued,
            { unseen: words.end },
          ]}
        >
          {sessions.map((session) => (
            <Row key={session.session} session={session} end={setEnding} />
          ))}
          {sessions.length === 0 && (
            <NoRows columns={8}>{user === "" && node === "" ? words.none : words.noMatch}</NoRows>
          )}
        </Table>
      )}
      {more && (
        <button type="button" className="button" onClick={() => setPages(pages + 1)}>
          {words.more}
        </button>
      )}
      {ending !== undefined && (
        <EndQuestion
          session={ending}
          done={() => {
            setEnding(undefined);
            polled.again();
          }}
        />
      )}
    </>
  );
}

function Row({ session, end }: { readonly session: OpenSession; readonly end: (session: OpenSession) => void }) {
  const texts = useTexts().sessions;
  return (
    <tr>
      <th scope="row">
        <span className="foreign">{session.user}</span>
        <div className="operator-quiet">{session.device}</div>
      </th>
      <td>{session.address}</td>
      <td className="foreign" title={session.client}>
        {session.client === undefined ? "–" : clientName(session.client)}
      </td>
      <td>{session.node}</td>
      <td title={momentOf(session.since)}>{ago(session.since)}</td>
      <td title={momentOf(session.lastFrameAt)}>{ago(session.lastFrameAt)}</td>
      <td className="number">{bytes(session.queueBytes)}</td>
      <td className="operator-acts">
        <button
          type="button"
          className="button danger"
          aria-label={texts.endOf(session.user)}
          onClick={() => end(session)}
        >
          {texts.end}
        </button>
      </td>
    </tr>
  );
}

function EndQuestion({ session, done }: { readonly session: OpenSession; readonly done: () => void }) {
  const texts = useTexts().sessions;
  const calls = useCalls();
  const toast = useToast();
  const why = useWhy();
  const answer = async (sure: boolean) => {
    if (sure) {
      try {
        await calls.endSession(session);
        toast(texts.ended(session.user));
      } catch (error) {
        toast(why(error));
      }
    }
    done();
  };
  return (
    <Question
      title={texts.endTitle}
      about={texts.endAbout(session.user, session.address)}
      yes={texts.endYes}
      answer={(sure) => void answer(sure)}
    />
  );
}
