import assert from "node:assert/strict";
import { test } from "node:test";
import { createElement, type ReactNode } from "react";
import { renderToString } from "react-dom/server";
import { CarillonProvider, useConnectionState, useEntries, useTyping, useUnread } from "../src/react/index.ts";
import { ChatView } from "../src/view/chat-view.ts";
import { HandServer } from "./hand-server.ts";
import { HistoryServer } from "./history-server.ts";
import { summary } from "./scenes.ts";

function Page(): ReactNode {
  const entries = useEntries("c1");
  const texts = entries.map((one) => `${one.text} (${one.state})`);
  return [useConnectionState().state, useUnread().conversations, useTyping("c1").length, ...texts].join("; ");
}

test("draws what a view shows", async () => {
  const wire = new HandServer();
  const { fetch } = new HistoryServer(0);
  const view = await ChatView.open({ server: "https://chat.example.org", token: "token", edge: wire, fetch });
  void view.connect().catch(() => {});
  wire.accept("ticket", [summary("c1", 0)]);
  void view.timeline("c1").send("Hello");
  const drawn = renderToString(createElement(CarillonProvider, { view }, createElement(Page)));
  assert.equal(drawn, "connected; 0; 0; Hello (sending)");
  assert.throws(() => renderToString(createElement(Page)), /CarillonProvider/);
});
