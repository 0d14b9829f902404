import { useCallback, useMemo } from "react";
import { useLocation, useSearch } from "wouter";
import { navigate as goTo } from "wouter/use-browser-location";
import { type Panel, panelIn, panelQuery } from "./paths.ts";

/** Opens something beside the conversation that is shown. For rows of lists: asking for nothing, it costs nothing. */
export function openPanel(panel: Panel): void {
  goTo(`${location.pathname}${panelQuery(panel)}`);
}

/** What is open beside the conversation: it stands in the address, so "back" closes it. */
export function usePanel(): readonly [Panel | undefined, (panel: Panel | undefined) => void] {
  const search = useSearch();
  const [path, navigate] = useLocation();
  const panel = useMemo(() => panelIn(new URLSearchParams(search)), [search]);
  const show = useCallback(
    (next: Panel | undefined) => navigate(`${path}${panelQuery(next)}`, { replace: next === undefined }),
    [navigate, path],
  );
  return [panel, show];
}
