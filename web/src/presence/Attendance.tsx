import { useView } from "@carillon/client/react";
import { useEffect, useState } from "react";
import { useUserName } from "../chat/names.ts";
import { watchIdleness } from "./idleness.ts";
import { useSeenAs } from "./seen-as.ts";

/**
 * Says how the user is to be seen, and that nobody is there while nobody touches the page: one that was left open must
 * not keep a telephone silent, nor that of who is invisible. Each tab says it for itself; who is there in one is there.
 */
export function Attendance() {
  const view = useView();
  const chosen = useSeenAs(useUserName());
  const [idle, setIdle] = useState(false);
  const status = chosen === "online" && idle ? "away" : chosen;

  useEffect(() => watchIdleness(window, setIdle), []);

  useEffect(() => view.client.presence(status, idle), [view, status, idle]);

  return null;
}
