import assert from "node:assert/strict";
import { test } from "node:test";
import { ClientMessageIds } from "../src/ids.ts";
import { Backoff } from "../src/net/backoff.ts";
import { ServerAddress } from "../src/net/server-address.ts";
import { InvalidValueError } from "../src/protocol/errors.ts";
import { mentionsIn } from "../src/unread/mentions.ts";
import { Unread } from "../src/unread/unread.ts";
import { Chance, entry, summary } from "./scenes.ts";

const middle = (): number => 0.5;

test("a wait doubles up to a minute", () => {
  const backoff = new Backoff(middle);
  const waits = Array.from({ length: 9 }, () => backoff.next() / 1_000);
  assert.deepEqual(waits, [1, 2, 4, 8, 16, 32, 60, 60, 60]);
});

test("a wait is spread from half to one and a half", () => {
  const chance = new Chance(1);
  const waits = Array.from({ length: 10_000 }, () => new Backoff(() => chance.next()).next());
  assert.ok(waits.every((ms) => ms >= 500 && ms <= 1_500));
  assert.ok(Math.min(...waits) < 550 && Math.max(...waits) > 1_450);
});

test("waits begin anew after a session that lasted", () => {
  const backoff = new Backoff(middle);
  backoff.next();
  backoff.next();
  backoff.sessionEnded(29_999);
  assert.equal(backoff.next(), 4_000);
  backoff.sessionEnded(30_000);
  assert.equal(backoff.next(), 1_000);
});

test("the time that the server named comes first, once, and counts", () => {
  const backoff = new Backoff(middle);
  backoff.serverNamed(4_200);
  assert.equal(backoff.next(), 4_200);
  assert.equal(backoff.next(), 2_000);
  backoff.serverNamedSecond(7_000);
  assert.equal(backoff.next(), 7_500);
});

test("a hint shortens a wait of its own once and none of the server", () => {
  const backoff = new Backoff(middle);
  backoff.next();
  assert.equal(backoff.hinted(), 500);
  assert.equal(backoff.hinted(), undefined);
  backoff.serverNamed(30_000);
  backoff.next();
  assert.equal(backoff.hinted(), undefined);
});

const OWN = ServerAddress.of("https://chat.example.org").allowing(["*.nodes.example.org", "other.example.net"]);

test("understands addresses as people write them", () => {
  for (const [given, socket] of [
    ["http://localhost:8080/", "ws://localhost:8080/v1/socket"],
    ["wss://chat.example.org/v1/socket", "wss://chat.example.org/v1/socket"],
    ["https://example.org/chat/", "wss://example.org/chat/v1/socket"],
    ["ws://[::1]:8080", "ws://[::1]:8080/v1/socket"],
  ] as const) {
    assert.equal(ServerAddress.of(given).socket, socket);
  }
  for (const given of ["localhost:8080", "ftp://example.org", "http:///v1", "chat"]) {
    assert.throws(() => ServerAddress.of(given), InvalidValueError);
  }
});

test("believes that a server has other addresses on its own host and on hosts that are allowed", () => {
  for (const named of [
    "https://chat.example.org",
    "https://chat.example.org:8443/",
    "wss://CHAT.example.org/v1/socket",
    "https://chat-2.nodes.example.org/a/",
    "https://a.b.nodes.example.org",
    "https://other.example.net",
  ]) {
    assert.ok(OWN.sibling(named), named);
  }
});

test("believes nothing else", () => {
  for (const named of [
    "http://chat.example.org",
    "https://nodes.example.org",
    "https://evilnodes.example.org",
    "https://chat.example.org.evil.net",
    "https://evil.net/.nodes.example.org",
    "https://evil.net#chat.example.org",
    "https://evil.net\\@chat.example.org",
    "https://evil.net\t.nodes.example.org",
    "https://chat.example.org@evil.net",
    "https://user@chat.example.org",
    "https://@chat.example.org",
    "https://chat.example.org.",
    "https:chat.example.org",
    "https:///chat.example.org",
    " https://chat.example.org",
    "ftp://chat.example.org",
    "file:///etc/passwd",
    "//chat.example.org",
    "",
    "https://",
    "nonsense",
    `https://chat.example.org/${"x".repeat(3_000)}`,
  ]) {
    assert.equal(OWN.sibling(named), undefined, named);
  }
  assert.ok(ServerAddress.of("http://localhost:8080").sibling("https://localhost:8081"));
});

test("says which hosts cannot be allowed", () => {
  for (const host of ["*", "*.org", "https://chat.example.org", "a.*.example.org", "chat.example.org:8080", ""]) {
    assert.throws(() => OWN.allowing([host]), InvalidValueError);
  }
});

test("keys of messages are UUIDs of version 7 that grow, however many there are and while the clock goes back", () => {
  let now = 1_795_000_000_000;
  const ids = new ClientMessageIds(
    () => now,
    (bytes) => void bytes.fill(0xff),
  );
  const first = ids.next();
  assert.match(first, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.equal(Number.parseInt(first.replaceAll("-", "").slice(0, 12), 16), now);
  const made = [first, ...Array.from({ length: 10_000 }, () => ids.next())];
  now -= 60_000;
  made.push(...Array.from({ length: 10 }, () => ids.next()));
  assert.deepEqual(made, [...made].sort());
  assert.equal(new Set(made).size, made.length);
});

test("finds who is meant", () => {
  assert.deepEqual([...mentionsIn("@Ada, and @grace. not a@b.c, é@x or @")], ["ada", "grace.", "grace"]);
});

test("counts what is unread, with what is said to mean the user", () => {
  const unread = new Unread("ada", { ...summary("c1", 10), readSeq: 8, unread: 2, mentions: 1 });
  unread.came(entry("c1", 10));
  unread.came({ ...entry("c1", 11), type: "message", text: "look, @ada" });
  unread.came(entry("c1", 12));
  assert.deepEqual([unread.messages, unread.mentions], [4, 2]);
  unread.read(11);
  assert.deepEqual([unread.messages, unread.mentions, unread.exact], [1, 0, true]);
  unread.came({ ...entry("c1", 13), sender: "ada" });
  assert.deepEqual([unread.messages, unread.readSeq], [0, 13]);
});
