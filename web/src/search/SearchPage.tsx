import type { ConversationSummary, Hit } from "@carillon/client";
import { useConversation, useConversations, useView } from "@carillon/client/react";
import { ArrowLeft, Search, X } from "lucide-react";
import { type FormEvent, useEffect, useState } from "react";
import { Link, useLocation, useSearch } from "wouter";
import { Name } from "../chat/Name.tsx";
import { plainName, useConversationTitle } from "../chat/names.ts";
import { conversationPath, isId, searchPath } from "../chat/paths.ts";
import { UserAvatar } from "../chat/UserAvatar.tsx";
import { momentOf, shortMoment } from "../i18n/format.ts";
import { useTranslation } from "../i18n/use-translation.tsx";
import { showTitle } from "../notify/badge.ts";
import { IconButton } from "../ui/IconButton.tsx";
import { useProblem } from "../ui/problem.ts";
import { hitParts } from "./hit-parts.ts";
import { type ParsedQuery, parseQuery } from "./query.ts";
import "./search.css";

const PAGE = 30;

/** Search in all that the user may read, or in one conversation. What is sought, and where, stands in the address. */
export function SearchPage() {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const params = new URLSearchParams(useSearch());
  const sought = params.get("q") ?? "";
  const inside = params.get("in");
  const within = isId(inside) ? inside : undefined;
  const [said, say] = useState("");
  useEffect(() => showTitle(`${t("search.title")} — ${t("name")}`), [t]);
  const place = `${within ?? ""} ${sought}`;

  return (
    <>
      <header className="page-header">
        <IconButton className="only-narrow" label={t("back")} onClick={() => navigate("/")}>
          <ArrowLeft size={20} aria-hidden />
        </IconButton>
        <h1>{t("search.title")}</h1>
      </header>
      <div className="page-body search">
        {within !== undefined && <Scope id={within} leave={() => navigate(searchPath(sought))} />}
        <SearchForm key={`form ${place}`} sought={sought} seek={(words) => navigate(searchPath(words, within))} />
        <p className="search-hint">
          {t("search.hint")}
          {(["from", "in", "before", "after", "has"] as const).map((filter) => (
            <code key={filter}>{t(`search.${filter}`)}</code>
          ))}
        </p>
        {/* There before it says anything: screen readers speak what changes. */}
        <p role="status" className="search-hint">
          {said}
        </p>
        {sought !== "" && <Results key={`results ${place}`} query={parseQuery(sought)} inside={within} say={say} />}
      </div>
    </>
  );
}

/** The one conversation that is searched: several may have its name. */
function Scope({ id, leave }: { readonly id: string; readonly leave: () => void }) {
  const { t } = useTranslation();
  const name = useConversationTitle(useConversation(id));
  return (
    <p className="search-scope">
      <span className="one-line">{t("search.within", { name })}</span>
      <IconButton small label={t("search.everywhere")} onClick={leave}>
        <X size={16} aria-hidden />
      </IconButton>
    </p>
  );
}

function SearchForm({ sought, seek }: { readonly sought: string; readonly seek: (words: string) => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(sought);

  function submitted(event: FormEvent) {
    event.preventDefault();
    seek(typed.trim());
  }

  return (
    <form role="search" className="search-form" onSubmit={submitted}>
      <input
        className="input"
        type="search"
        aria-label={t("search.placeholder")}
        placeholder={t("search.placeholder")}
        value={typed}
        maxLength={500}
        autoFocus
        onChange={(event) => setTyped(event.target.value)}
      />
      <button type="submit" className="button main">
        <Search size={17} aria-hidden />
        {t("search.title")}
      </button>
    </form>
  );
}

function conversationOf(conversations: readonly ConversationSummary[], name: string) {
  const folded = name.toLowerCase();
  return (
    conversations.find(({ id }) => id === name) ??
    conversations.find((summary) => plainName(summary.name ?? "").toLowerCase() === folded) ??
    conversations.find(({ kind, users }) => kind === "direct" && users?.includes(folded.replace(/^@/, "")))
  );
}

function Results({
  query,
  inside,
  say,
}: {
  readonly query: ParsedQuery;
  readonly inside: string | undefined;
  /** Says how it goes. */
  readonly say: (text: string) => void;
}) {
  const { t } = useTranslation();
  const { http } = useView();
  const conversations = useConversations();
  const problemOf = useProblem();
  const [hits, setHits] = useState<readonly Hit[]>();
  const [more, setMore] = useState(false);
  const [problem, setProblem] = useState<string>();
  const within = query.in === undefined ? inside : conversationOf(conversations, query.in)?.id;
  const refused =
    query.badDate !== undefined
      ? t("search.badDate", { date: query.badDate })
      : query.words === ""
        ? t("search.noWords")
        : query.in !== undefined && within === undefined
          ? t("search.noSuchConversation", { name: query.in })
          : undefined;

  async function load(offset: number, signal?: AbortSignal) {
    const { from, since, until, has } = query;
    const asked = { from, since, until, has, conversation: within };
    const given = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
    try {
      const page = await http.search({ q: query.words, offset, limit: PAGE, ...given }, signal && { signal });
      setHits((before) => [...(offset === 0 ? [] : (before ?? [])), ...page.hits]);
      setMore(page.hits.length === PAGE);
    } catch (error) {
      if (signal?.aborted !== true) {
        setProblem(problemOf(error));
      }
    }
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: the component is made anew for another query
  useEffect(() => {
    if (refused !== undefined) {
      return undefined;
    }
    const stop = new AbortController();
    void load(0, stop.signal);
    return () => stop.abort();
  }, []);

  const wrong = refused ?? problem;
  const count = hits?.length ?? 0;
  const found = count === 0 ? t("search.none") : `${t("search.results", { count })}${more ? "+" : ""}`;
  const said = wrong !== undefined ? "" : hits === undefined ? t("loading") : found;
  useEffect(() => {
    say(said);
    return () => say("");
  }, [said, say]);

  if (wrong !== undefined) {
    return (
      <p className="problem" role="alert">
        {wrong}
      </p>
    );
  }
  return (
    <>
      <ul className="hits" role="list">
        {hits?.map((hit) => (
          <HitRow key={`${hit.conversation} ${hit.message.seq}`} hit={hit} />
        ))}
      </ul>
      {more && (
        <button type="button" className="button" onClick={() => void load(count)}>
          {t("search.more")}
        </button>
      )}
    </>
  );
}

function HitRow({ hit }: { readonly hit: Hit }) {
  const title = useConversationTitle(useConversation(hit.conversation));
  const { message } = hit;
  return (
    <li>
      <Link className="hit" href={conversationPath(hit.conversation, message.seq)}>
        <UserAvatar user={message.sender} size={32} />
        <span className="grow">
          <span className="hit-head">
            <strong className="one-line">
              <Name user={message.sender} />
            </strong>
            <bdi className="one-line">{title}</bdi>
            <time title={momentOf(message.at)}>{shortMoment(message.at)}</time>
          </span>
          <span className="hit-text foreign" dir="auto">
            {hitParts(hit).map(({ text, matched }, i) => (matched ? <mark key={i}>{text}</mark> : text))}
          </span>
        </span>
      </Link>
    </li>
  );
}
