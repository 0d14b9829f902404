import { useView } from "@carillon/client/react";
import { useCallback } from "react";
import { useLocation } from "wouter";
import { conversationPath } from "../chat/paths.ts";
import { whenListed } from "../chat/when-listed.ts";
import { useProblem } from "../ui/problem.ts";
import { useToast } from "../ui/toast.tsx";

/** Opens the direct conversation with somebody, or begins a group with several. */
export function useWriteTo(): (users: readonly string[], name?: string) => void {
  const view = useView();
  const [, navigate] = useLocation();
  const toast = useToast();
  const problemOf = useProblem();
  return useCallback(
    (users, name) => {
      const single = users.length === 1;
      view.http
        .makeConversation({
          kind: single ? "direct" : "group",
          members: users,
          ...(name === undefined || name === "" || single ? {} : { name }),
        })
        .then(({ id }) => whenListed(view, id).then(() => navigate(conversationPath(id))))
        .catch((error: unknown) => toast(problemOf(error)));
    },
    [navigate, problemOf, toast, view],
  );
}
