import { useView } from "@carillon/client/react";
import { ArrowLeft, Megaphone } from "lucide-react";
import { useCallback, useEffect, useMemo, useState } from "react";
import { Link, useLocation } from "wouter";
import { useChatSession } from "../chat/ChatProvider.tsx";
import { AccountsSection } from "./AccountsSection.tsx";
import { AnnounceDialog } from "./AnnounceDialog.tsx";
import { AuditSection } from "./AuditSection.tsx";
import { CallsProvider, OperatorCalls, useCalls } from "./calls.ts";
import { Overview } from "./Overview.tsx";
import { SessionsSection } from "./SessionsSection.tsx";
import { usePoll } from "./use-poll.ts";
import { useTexts } from "./use-texts.ts";
import "./operator.css";

/** How the server is and who is there, for administrators. */
export default function OperatorPage() {
  const { administrator } = useChatSession();
  const { http } = useView();
  const calls = useMemo(() => new OperatorCalls(http), [http]);
  const texts = useTexts();
  useEffect(() => {
    document.title = `${texts.title} – Carillon`;
  }, [texts]);
  return (
    <CallsProvider value={calls}>
      <div className="operator">
        {administrator ? (
          <Sections />
        ) : (
          <main className="empty">
            <h1 className="unseen">{texts.title}</h1>
            <p>{texts.onlyAdministrators}</p>
            <Link href="/" className="button">
              {texts.back}
            </Link>
          </main>
        )}
      </div>
    </CallsProvider>
  );
}

const SECTIONS = ["overview", "sessions", "accounts", "audit"] as const;
type Section = (typeof SECTIONS)[number];

export function sectionOf(path: string): Section {
  const last = path.split("/")[2];
  return SECTIONS.find((section) => section === last) ?? "overview";
}

function Sections() {
  const texts = useTexts();
  const [path] = useLocation();
  const shown = sectionOf(path);
  const [announcing, setAnnouncing] = useState(false);
  return (
    <>
      <header className="operator-header">
        <Link href="/" className="icon-button" aria-label={texts.back} title={texts.back}>
          <ArrowLeft size={20} aria-hidden />
        </Link>
        <h1>{texts.title}</h1>
        <nav aria-label={texts.title}>
          {SECTIONS.map((section) => (
            <Link
              key={section}
              href={section === "overview" ? "/operator" : `/operator/${section}`}
              aria-current={section === shown ? "page" : undefined}
            >
              {texts.sections[section]}
            </Link>
          ))}
        </nav>
        <button type="button" className="button" onClick={() => setAnnouncing(true)}>
          <Megaphone size={18} aria-hidden />
          {texts.announce.button}
        </button>
      </header>
      <main className="operator-body">
        <Shown section={shown} />
      </main>
      {announcing && <AnnounceDialog close={() => setAnnouncing(false)} />}
    </>
  );
}

function Shown({ section }: { readonly section: Section }) {
  switch (section) {
    case "overview":
      return <OverviewPage />;
    case "sessions":
      return <SessionsPage />;
    case "accounts":
      return <AccountsSection />;
    case "audit":
      return <AuditSection />;
  }
}

function useNodes() {
  const calls = useCalls();
  return usePoll(useCallback((signal: AbortSignal) => calls.nodes(signal), [calls]));
}

function OverviewPage() {
  return <Overview polled={useNodes()} />;
}

function SessionsPage() {
  const nodes = useNodes().value?.nodes ?? [];
  return <SessionsSection nodes={nodes.map(({ node }) => node)} />;
}
