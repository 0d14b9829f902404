import { lazy, Suspense } from "react";
import { Route, Switch } from "wouter";
import { ChatProvider } from "../chat/ChatProvider.tsx";
import { SessionProvider, useSession } from "../session/session.tsx";
import { SignInPage } from "../session/SignInPage.tsx";
import { UpdateNote } from "../offline/UpdateNote.tsx";
import { Guard } from "../ui/Guard.tsx";
import { ToastProvider } from "../ui/toast.tsx";
import { Tooltips } from "../ui/Tooltips.tsx";
import { pages } from "./pages.ts";
import { Shell } from "./Shell.tsx";
import { Waiting } from "./Waiting.tsx";

const SetupPage = lazy(async () => ({ default: (await import("../session/SetupPage.tsx")).SetupPage }));
const InvitePage = lazy(async () => ({ default: (await import("../session/InvitePage.tsx")).InvitePage }));

/** Who is signed in sees the conversations; who is not, the way in. */
export function App() {
  return (
    <SessionProvider>
      <ToastProvider>
        <Tooltips />
        <UpdateNote />
        <Guard>
          <Suspense fallback={<Waiting />}>
            <Switch>
              <Route path="/setup" component={SetupPage} />
              <Route path="/invite" component={InvitePage} />
              <Route component={SignedIn} />
            </Switch>
          </Suspense>
        </Guard>
      </ToastProvider>
    </SessionProvider>
  );
}

function SignedIn() {
  const { session } = useSession();
  if (session === undefined) {
    return <SignInPage />;
  }
  return (
    <ChatProvider key={session.token} session={session}>
      <Switch>
        {pages.map(({ path, Page }) => (
          <Route key={path} path={path} component={Page} />
        ))}
        <Route component={Shell} />
      </Switch>
    </ChatProvider>
  );
}
