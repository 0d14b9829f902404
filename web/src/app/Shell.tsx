import { lazy, Suspense } from "react";
import { Redirect, Route, Switch, useLocation } from "wouter";
import { AnnouncementBar } from "../chat/AnnouncementBar.tsx";
import { ConnectionBar } from "../chat/ConnectionBar.tsx";
import { conversationIn } from "../chat/paths.ts";
import { RefusedToast } from "../chat/RefusedToast.tsx";
import { ConversationPage } from "../conversation/ConversationPage.tsx";
import { useTranslation } from "../i18n/use-translation.tsx";
import { Announcer } from "../notify/Announcer.tsx";
import { PushKeeper } from "../notify/PushKeeper.tsx";
import { Attendance } from "../presence/Attendance.tsx";
import { PresenceKnown } from "../presence/known.tsx";
import { Dialogs } from "./Dialogs.tsx";
import { DialogProvider } from "./dialog-state.tsx";
import { Home } from "./Home.tsx";
import { useNarrow } from "./narrow.ts";
import { useShortcuts } from "./shortcuts.ts";
import { Sidebar } from "../sidebar/Sidebar.tsx";
import { Guard } from "../ui/Guard.tsx";
import { Waiting } from "./Waiting.tsx";
import "./shell.css";

const SearchPage = lazy(async () => ({ default: (await import("../search/SearchPage.tsx")).SearchPage }));
const SettingsPage = lazy(async () => ({ default: (await import("../settings/SettingsPage.tsx")).SettingsPage }));

/** Sidebar on the left, a page on the right; on small screens one of them at a time. */
export function Shell() {
  return (
    <DialogProvider>
      <PresenceKnown>
        <Frame />
        <Dialogs />
      </PresenceKnown>
      <Announcer />
      <PushKeeper />
      <Attendance />
      <RefusedToast />
    </DialogProvider>
  );
}

function Frame() {
  const { t } = useTranslation();
  const [path] = useLocation();
  const narrow = useNarrow();
  // Where there is room for one pane, the list is a page of its own.
  const alone = narrow && path === "/";
  const conversation = conversationIn(path);
  useShortcuts();
  return (
    <div className="shell" data-pane={path === "/" ? "list" : "page"}>
      {!alone && (
        <a className="skip" href="#page">
          {t("skipToConversation")}
        </a>
      )}
      <AnnouncementBar />
      <div className="list-pane" role={alone ? "main" : undefined}>
        {alone && <h1 className="unseen">{t("sidebar.label")}</h1>}
        <Sidebar />
      </div>
      <main id="page" className="page" tabIndex={-1}>
        <ConnectionBar />
        <Guard place={path}>
          <Suspense fallback={<Waiting />}>
            <Switch>
              <Route path="/" component={Home} />
              <Route path="/c/:conversation/:seq?">
                {({ seq }) =>
                  conversation === undefined ? (
                    <div className="empty">
                      <h1 className="unseen">{t("name")}</h1>
                      <p>{t("conversation.noSuch")}</p>
                    </div>
                  ) : (
                    <ConversationPage
                      key={conversation}
                      id={conversation}
                      seq={seq === undefined ? undefined : Number(seq)}
                    />
                  )
                }
              </Route>
              <Route path="/search" component={SearchPage} />
              <Route path="/settings/:section?">{({ section }) => <SettingsPage section={section} />}</Route>
              <Route path="/login">
                <Redirect to="/" replace />
              </Route>
              <Route>
                <div className="empty">
                  <h1 className="unseen">{t("name")}</h1>
                  <p>{t("unknownPage")}</p>
                </div>
              </Route>
            </Switch>
          </Suspense>
        </Guard>
      </main>
    </div>
  );
}
