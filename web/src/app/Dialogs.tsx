import { lazy } from "react";
import { PopupGuard } from "../ui/Guard.tsx";
import { useDialogs } from "./dialog-state.tsx";

const Switcher = lazy(async () => ({ default: (await import("../sidebar/Switcher.tsx")).Switcher }));
const Channels = lazy(async () => ({ default: (await import("../channels/ChannelBrowser.tsx")).ChannelBrowser }));
const NewChannel = lazy(async () => ({ default: (await import("../channels/NewChannel.tsx")).NewChannel }));
const NewConversation = lazy(async () => ({
  default: (await import("../people/NewConversation.tsx")).NewConversation,
}));
const AddMembers = lazy(async () => ({ default: (await import("../people/AddMembers.tsx")).AddMembers }));
const Shortcuts = lazy(async () => ({ default: (await import("./ShortcutList.tsx")).ShortcutList }));
const SignOut = lazy(async () => ({ default: (await import("../session/SignOutQuestion.tsx")).SignOutQuestion }));
const Invite = lazy(async () => ({ default: (await import("../settings/InviteDialog.tsx")).InviteDialog }));

/** The dialog that is open; each is loaded when it is opened first. */
export function Dialogs() {
  const { shown, close } = useDialogs();
  if (shown === undefined) {
    return null;
  }
  return (
    <PopupGuard key={shown.kind}>
      {shown.kind === "switcher" && <Switcher close={close} />}
      {shown.kind === "channels" && <Channels close={close} />}
      {shown.kind === "newChannel" && <NewChannel close={close} />}
      {shown.kind === "people" && <NewConversation close={close} />}
      {shown.kind === "addMembers" && <AddMembers conversation={shown.conversation} close={close} />}
      {shown.kind === "shortcuts" && <Shortcuts close={close} />}
      {shown.kind === "invite" && <Invite close={close} />}
      {shown.kind === "signOut" && <SignOut close={close} />}
    </PopupGuard>
  );
}
