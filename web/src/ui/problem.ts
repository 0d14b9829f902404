import { CarillonError } from "@carillon/client";
import { useCallback } from "react";
import { en } from "../i18n/en.ts";
import { useTranslation } from "../i18n/use-translation.tsx";

type Known = keyof typeof en.errors;

/** Says in the user's language why something did not work. */
export function useProblem(): (error: unknown) => string {
  const { t } = useTranslation();
  return useCallback(
    (error) => {
      const code = error instanceof CarillonError ? error.code : "other";
      const known: Known = Object.hasOwn(en.errors, code) ? (code as Known) : "other";
      return t(`errors.${known}`, { detail: error instanceof Error ? error.message : String(error) });
    },
    [t],
  );
}
