import { expect, shot, test } from "./support/fixtures.ts";
import { OUTAGE } from "./support/guard.ts";
import { expectOneOrder } from "./support/person.ts";

test("a server that is killed in mid-conversation loses nothing and says nothing twice", async ({
  guard,
  join,
  server,
}) => {
  guard.allow(OUTAGE);
  const ada = await join("Ada");
  const ben = await join("Ben");
  const tea = await ada.api.channel("tea", [ben.user]);
  await ada.open(tea);
  await ben.open(tea);
  const sent: string[] = [];
  const both = async (from: number, to: number) => {
    for (let round = from; round <= to; round++) {
      await Promise.all([ada.say(`Ada says ${round}`), ben.say(`Ben says ${round}`)]);
      sent.push(`Ada says ${round}`, `Ben says ${round}`);
    }
  };

  await both(1, 3);
  await ada.expectSent("Ada says 1");
  await ben.expectSent("Ben says 1");
  const killed = server.kill();
  await both(4, 5);
  await killed;
  await expect(ada.connection()).toBeVisible();
  await both(6, 7);
  await shot(ada.page, "server-killed");
  await server.restart();
  await ada.reconnect();
  await both(8, 9);
  await ben.reconnect();

  await expectOneOrder(ada.api, tea, sent, [ada.page, ben.page]);
  const own = (await ada.api.log(tea)).filter(({ sender }) => sender === ada.user).map(({ text }) => text);
  expect(own).toEqual(sent.filter((text) => text.startsWith("Ada")));
  await expect(ada.connection()).toBeHidden();
});

test("what is written without a network is sent once when it is back", async ({ guard, join }) => {
  guard.allow(OUTAGE);
  const ada = await join("Ada");
  const ben = await join("Ben");
  const tea = await ada.api.channel("tea", [ben.user]);
  await ada.open(tea);
  await ben.open(tea);
  await ada.say("Before the tunnel");
  await expect(ben.message("Before the tunnel")).toBeVisible();

  await ada.context.setOffline(true);
  await expect(ada.connection()).toContainText("You are offline.");
  await ada.say("In the tunnel", "Still in the tunnel", "It is a long tunnel");
  await ada.expectSending(3);
  await ben.say("Where are you?");
  await shot(ada.page, "offline");
  await ada.context.setOffline(false);

  const sent = ["Before the tunnel", "In the tunnel", "Still in the tunnel", "It is a long tunnel", "Where are you?"];
  await expectOneOrder(ada.api, tea, sent, [ada.page, ben.page]);
  await ada.expectSending(0);
});

test("what is written without a server outlives the page", async ({ guard, join, server }) => {
  guard.allow(OUTAGE);
  const ada = await join("Ada");
  const tea = await ada.api.channel("tea");
  await ada.open(tea);
  await ada.say("Kept here");
  await ada.expectSent("Kept here");
  await ada.page.evaluate(() => navigator.serviceWorker.ready);
  // The worker takes this page under its control at the latest with the next load.
  await ada.open(tea);
  await ada.live();

  await ada.api.send(tea, "Came at the last moment");
  await expect(ada.message("Came at the last moment")).toBeVisible();
  await server.kill();
  await ada.page.reload();
  await expect(ada.message("Came at the last moment")).toBeVisible();
  await ada.say("Written without a server");
  await ada.expectSending(1);
  await ada.page.reload();
  for (const text of ["Kept here", "Came at the last moment", "Written without a server"]) {
    await expect(ada.message(text)).toBeVisible();
  }
  await shot(ada.page, "without-a-server");
  await server.restart();
  await ada.reconnect();

  await expectOneOrder(ada.api, tea, ["Kept here", "Came at the last moment", "Written without a server"], [ada.page]);
});

test("a page that is loaded again in mid-send sends once", async ({ join, server }) => {
  const ada = await join("Ada");
  const tea = await ada.api.channel("tea");
  await ada.open(tea);
  await ada.live();
  const sent = ["One", "Two", "Three"];

  server.pause();
  await ada.say(...sent);
  await ada.expectSending(3);
  const loaded = ada.page.reload();
  server.resume();
  await loaded;

  await expectOneOrder(ada.api, tea, sent, [ada.page]);
});
