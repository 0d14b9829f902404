import { CarillonError } from "@carillon/client";
import { useRefused } from "@carillon/client/react";
import { useEffect, useRef } from "react";
import { useLocation } from "wouter";
import { useTranslation } from "../i18n/use-translation.tsx";
import { plainText } from "../markdown/plain-text.ts";
import { useProblem } from "../ui/problem.ts";
import { useToast } from "../ui/toast.tsx";
import { conversationIn, conversationPath } from "./paths.ts";

const QUOTED_CHARS = 40;

/** Says that a message was refused in another conversation than the one that is open, which shows it itself. */
export function RefusedToast() {
  const { t } = useTranslation();
  const toast = useToast();
  const problemOf = useProblem();
  const [path, navigate] = useLocation();
  const refused = useRefused();
  const told = useRef(refused);
  useEffect(() => {
    const fresh = refused.filter((one) => !told.current.includes(one));
    told.current = refused;
    const elsewhere = fresh.findLast(({ write }) => write.conversation !== conversationIn(path));
    if (elsewhere !== undefined) {
      const { write, code, reason } = elsewhere;
      const text = plainText(write.text).slice(0, QUOTED_CHARS);
      toast(t("message.unsent", { text, why: problemOf(new CarillonError(code, reason)) }), {
        text: t("message.showUnsent"),
        act: () => navigate(conversationPath(write.conversation)),
      });
    }
  }, [navigate, path, problemOf, refused, t, toast]);
  return null;
}
