import { CarillonError } from "@carillon/client";
import { useRefused } from "@carillon/client/react";
import { useEffect, useRef } from "react";
import { useLocation } from "wouter";
import { useTranslation } from "../i18n/use-translation.tsx";
import { useRefusal } from "../message/refusal.ts";
import { useToast } from "../ui/toast.tsx";
import { conversationIn, conversationPath } from "./paths.ts";
import { onUndelivered } from "./undelivered.ts";

/**
 * Says that words were refused in another conversation than the one that is open, which shows them itself; and of
 * everything else that was refused, wherever it was, if nobody waits for it any more.
 */
export function RefusedToast() {
  const { t } = useTranslation();
  const toast = useToast();
  const refusal = useRefusal();
  const [path, navigate] = useLocation();
  const refused = useRefused();
  const told = useRef(refused);
  useEffect(() => {
    const fresh = refused.filter((one) => !told.current.includes(one));
    told.current = refused;
    const elsewhere = fresh.findLast(({ write }) => write.conversation !== conversationIn(path));
    if (elsewhere !== undefined) {
      const { write, code, reason } = elsewhere;
      toast(refusal(write, new CarillonError(code, reason)), {
        text: t("message.showUnsent"),
        act: () => navigate(conversationPath(write.conversation)),
      });
    }
  }, [navigate, path, refusal, refused, t, toast]);
  useEffect(
    () =>
      onUndelivered((write, reason) => {
        if (write.op !== "send" && write.op !== "edit") {
          toast(refusal(write, reason));
        }
      }),
    [refusal, toast],
  );
  return null;
}
