import { Component, type ReactNode, Suspense } from "react";
import { useTranslation } from "../i18n/use-translation.tsx";
import { isMissingPart } from "./missing-part.ts";
import { useToast } from "./toast.tsx";

interface Guarding {
  /** Another place is another try. */
  readonly place?: string;
  readonly instead: (error: unknown) => ReactNode;
  readonly failed?: (error: unknown) => void;
  readonly children: ReactNode;
}

/** What stands in for children that throw; React knows only classes for it. */
export class Catch extends Component<Guarding, { readonly caught?: { readonly error: unknown } | undefined }> {
  static getDerivedStateFromError(error: unknown) {
    return { caught: { error } };
  }

  override state: { readonly caught?: { readonly error: unknown } | undefined } = {};

  override componentDidCatch(error: unknown): void {
    this.props.failed?.(error);
  }

  override componentDidUpdate(before: Guarding): void {
    if (before.place !== this.props.place && this.state.caught !== undefined) {
      this.setState({ caught: undefined });
    }
  }

  override render(): ReactNode {
    const { caught } = this.state;
    return caught === undefined ? this.props.children : this.props.instead(caught.error);
  }
}

/** Keeps what goes wrong in a page, or in a part that cannot be fetched, to itself: a word instead, and a way on. */
export function Guard({ place = "", children }: { readonly place?: string; readonly children: ReactNode }) {
  return (
    <Catch place={place} instead={(error) => <Broken error={error} />}>
      {children}
    </Catch>
  );
}

/** Around a dialog or menu that is loaded when it is opened: where that fails, everything else stays. */
export function PopupGuard({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  const toast = useToast();
  const failed = (error: unknown) =>
    toast(t(isMissingPart(error) ? "broken.missing" : "broken.title"), { text: t("state.reload"), act: reload });
  return (
    <Catch instead={() => null} failed={failed}>
      <Suspense fallback={null}>{children}</Suspense>
    </Catch>
  );
}

function reload(): void {
  location.reload();
}

function Broken({ error }: { readonly error: unknown }) {
  const { t } = useTranslation();
  return (
    <div className="empty" role="alert">
      <p>{t(isMissingPart(error) ? "broken.missing" : "broken.title")}</p>
      <p>
        <code>{error instanceof Error ? error.message : String(error)}</code>
      </p>
      <button type="button" className="button main" onClick={reload}>
        {t("state.reload")}
      </button>
    </div>
  );
}
