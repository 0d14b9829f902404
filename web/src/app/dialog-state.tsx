import { createContext, type ReactNode, useContext, useMemo, useState } from "react";

/** The dialogs that any part of the page may open. One is open at a time. */
export type OpenDialog =
  | { readonly kind: "switcher" }
  | { readonly kind: "channels" }
  | { readonly kind: "newChannel" }
  | { readonly kind: "people" }
  | { readonly kind: "addMembers"; readonly conversation: string }
  | { readonly kind: "shortcuts" }
  | { readonly kind: "invite" }
  | { readonly kind: "signOut" };

interface DialogControl {
  readonly shown: OpenDialog | undefined;
  readonly open: (dialog: OpenDialog) => void;
  readonly close: () => void;
}

const DialogContext = createContext<DialogControl | undefined>(undefined);

export function DialogProvider({ children }: { readonly children: ReactNode }) {
  const [shown, setShown] = useState<OpenDialog>();
  const control = useMemo(() => ({ shown, open: setShown, close: () => setShown(undefined) }), [shown]);
  return <DialogContext value={control}>{children}</DialogContext>;
}

export function useDialogs(): DialogControl {
  const control = useContext(DialogContext);
  if (control === undefined) {
    throw new Error("outside of DialogProvider");
  }
  return control;
}
