import { useTranslation } from "../i18n/use-translation.tsx";
import { useProblem } from "../ui/problem.ts";

/** Why a list could not be loaded, and another try. */
export function PagesProblem({ error, again }: { readonly error: unknown; readonly again: () => void }) {
  const { t } = useTranslation();
  const problemOf = useProblem();
  return (
    <div className="empty" role="alert">
      <p>{problemOf(error)}</p>
      <button type="button" className="button" onClick={again}>
        {t("tryAgain")}
      </button>
    </div>
  );
}
