import { HandServer } from "./hand-server.ts";
import { HistoryServer } from "./history-server.ts";
import { summary } from "./scenes.ts";
import { ChatView, type ViewOptions } from "../src/view/chat-view.ts";
import type { Timeline } from "../src/view/timeline.ts";

export interface Scene {
  readonly view: ChatView;
  readonly wire: HandServer;
  readonly history: HistoryServer;
  readonly timeline: Timeline;
}

export async function opened(history: HistoryServer, options: Partial<ViewOptions> = {}): Promise<Scene> {
  const wire = new HandServer();
  const view = await ChatView.open({
    server: "https://chat.example.org",
    token: "token",
    edge: wire,
    schedule: (task) => queueMicrotask(task),
    fetch: history.fetch,
    ...options,
  });
  return { view, wire, history, timeline: view.timeline("c1") };
}

/** Connected, with `c1` shown from its end. */
export async function shown(messages: number, options: Partial<ViewOptions> = {}): Promise<Scene> {
  const scene = await opened(new HistoryServer(messages), options);
  void scene.view.connect().catch(() => {});
  scene.wire.accept("ticket", [summary("c1", messages)]);
  scene.timeline.subscribe(() => {});
  await settled();
  return scene;
}

export async function settled(): Promise<void> {
  for (let turns = 0; turns < 20; turns++) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

export function seqs(timeline: Timeline): readonly (number | undefined)[] {
  return timeline.get().messages.map((one) => one.seq);
}

export function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}
