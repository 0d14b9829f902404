import type { Write } from "@carillon/client";
import { useCallback } from "react";
import { useTranslation } from "../i18n/use-translation.tsx";
import { plainText } from "../markdown/plain-text.ts";
import { useProblem } from "../ui/problem.ts";

const QUOTED_CHARS = 40;

/** What a user did, as far as it is to be told. */
export type Act = Pick<Write & { op: "send" | "edit" }, "op" | "text"> | Deed;

/** An act without words. */
export type Deed =
  | Pick<Write & { op: "delete" }, "op">
  | (Pick<Write & { op: "react" }, "emoji"> & { readonly op: "react" | "unreact" });

/** Says in one sentence what was refused, and why. */
export function useRefusal(): (act: Act, error: unknown) => string {
  const { t } = useTranslation();
  const problemOf = useProblem();
  return useCallback(
    (act, error) => {
      const why = problemOf(error);
      switch (act.op) {
        case "send":
          return t("message.unsent", { text: quoted(act.text), why });
        case "edit":
          return t("message.editRefused", { text: quoted(act.text), why });
        case "delete":
          return t("message.deleteRefused", { why });
        case "react":
          return t("message.reactRefused", { emoji: act.emoji, why });
        case "unreact":
          return t("message.unreactRefused", { emoji: act.emoji, why });
      }
    },
    [problemOf, t],
  );
}

function quoted(text: string): string {
  return plainText(text).slice(0, QUOTED_CHARS);
}
