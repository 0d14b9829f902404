import assert from "node:assert/strict";
import { test } from "node:test";
import { CarillonHttp } from "../src/http/carillon-http.ts";
import { CarillonError } from "../src/protocol/errors.ts";

interface Called {
  readonly method: string | undefined;
  readonly path: string;
  readonly token: string | undefined;
  readonly body: unknown;
}

/** Calls that are answered by the test, in order. */
function answering(...answers: readonly (Response | Error)[]): { http: CarillonHttp; called: Called[] } {
  const called: Called[] = [];
  const tokens = ["first", "second", "second"];
  const http = new CarillonHttp({
    server: "https://chat.example.org",
    token: () => tokens.shift() ?? "none",
    fetch: (address, call) => {
      const headers = new Headers(call.headers);
      const body: unknown = typeof call.body === "string" ? JSON.parse(call.body) : undefined;
      const token = headers.get("authorization") ?? undefined;
      called.push({ method: call.method, path: address.replace("https://chat.example.org", ""), token, body });
      const answer = answers[called.length - 1] ?? new Error("not expected");
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
  });
  return { http, called };
}

function json(status: number, body: object, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers });
}

async function failureOf(call: Promise<unknown>): Promise<CarillonError> {
  const failure = await call.then(
    () => undefined,
    (e: unknown) => e,
  );
  assert.ok(failure instanceof CarillonError, String(failure));
  return failure;
}

test("asks with what is said and nothing else", async () => {
  const { http, called } = answering(json(200, { members: [{ user: "ada" }] }), new Response(null, { status: 204 }));
  assert.deepEqual(await http.members("c/1", { q: "a&b", limit: 5 }), [{ user: "ada" }]);
  assert.equal(await http.addMembers("c1", ["bob"]), undefined);
  assert.deepEqual(called, [
    { method: "GET", path: "/v1/conversations/c%2F1/members?q=a%26b&limit=5", token: "Bearer first", body: undefined },
    { method: "POST", path: "/v1/conversations/c1/members", token: "Bearer first", body: { users: ["bob"] } },
  ]);
});

test("governs: settings, invitations, and what operators do", async () => {
  const open = { id: "abc", by: "root", createdAt: 1, expiresAt: 2 };
  const { http, called } = answering(
    json(201, { conversation: "c1", seq: 7, at: 5 }),
    json(200, { invitations: [open] }),
    new Response(null, { status: 204 }),
    json(200, { sessions: [], silentNodes: ["n2"] }),
    new Response(null, { status: 204 }),
    json(200, { id: "a", at: 1, sessions: 3, silentNodes: [] }),
    json(200, { actions: [{ id: "1", at: 1, by: "root", action: "announced" }] }),
  );
  assert.equal((await http.changeSettings("c1", { post: "moderator", archived: true }))?.seq, 7);
  assert.deepEqual(await http.invitations({ limit: 5 }), [open]);
  await http.withdrawInvitation("abc");
  assert.deepEqual((await http.openSessions({ user: "ada" })).silentNodes, ["n2"]);
  await http.endSession("n1/2");
  assert.equal((await http.announce("Tea")).sessions, 3);
  assert.equal((await http.audit({ before: "2" }))[0]?.action, "announced");
  assert.deepEqual(
    called.map(({ method, path }) => `${method} ${path}`),
    [
      "PATCH /v1/conversations/c1/settings",
      "GET /v1/invitations?limit=5",
      "DELETE /v1/invitations/abc",
      "GET /v1/operator/sessions?user=ada",
      "DELETE /v1/operator/sessions/n1%2F2",
      "POST /v1/operator/announce",
      "GET /v1/operator/audit?before=2",
    ],
  );
  assert.deepEqual(called[0]?.body, { post: "moderator", archived: true });
});

test("tells why a call was refused, and when to try again", async () => {
  const problem = { code: "rate_limited", detail: "slowly", retryAfterMs: 1_500, requestId: "r1" };
  const ofProxy = new Response("<html>", { status: 503, headers: { "retry-after": "2" } });
  const { http } = answering(json(429, problem), ofProxy);
  const refused = await failureOf(http.me());
  assert.deepEqual(
    [refused.code, refused.message, refused.retryAfterMs, refused.requestId, refused.status],
    ["rate_limited", "slowly", 1_500, "r1", 429],
  );
  const proxy = await failureOf(http.me());
  assert.deepEqual([proxy.code, proxy.retryAfterMs, proxy.status], ["unavailable", 2_000, 503]);
});

test("knows what time it is by the server's clock, however wrong the own one is", async (t) => {
  const date = "Mon, 23 Nov 2026 12:00:00 GMT";
  const { http } = answering(
    new Response("{}", { headers: { date } }),
    json(200, {}),
    new Response("{}", { headers: { date: "some day" } }),
  );
  let own = Date.parse(date) + 300_000;
  t.mock.method(Date, "now", () => own);
  assert.equal(http.now(), Date.parse(date) + 300_000);
  for (let calls = 0; calls < 3; calls++) {
    await http.me();
    assert.equal(http.now(), Date.parse(date) + 500);
  }
  own += 2_000;
  assert.equal(http.now(), Date.parse(date) + 2_500);
});

test("is told of a lost network by a code of its own", async () => {
  const { http } = answering(new TypeError("no network"));
  const lost = await failureOf(http.me());
  assert.deepEqual([lost.code, lost.status], ["unavailable", 0]);
});

test("asks for another token once when the last one is not taken any more", async () => {
  const expired = json(401, { code: "unauthenticated", detail: "expired" });
  const { http, called } = answering(expired, json(200, { user: "ada" }), json(401, { code: "unauthenticated" }));
  assert.equal((await http.me()).user, "ada");
  assert.deepEqual(
    called.map((call) => call.token),
    ["Bearer first", "Bearer second"],
  );
  assert.equal((await failureOf(http.me())).code, "unauthenticated");
  assert.equal(called.length, 3);
});

test("shows no token to log in", async () => {
  const { http, called } = answering(json(200, { token: "t" }));
  assert.equal((await http.logIn({ username: "ada", password: "correct horse" })).token, "t");
  assert.equal(called[0]?.token, undefined);
});

test("is given up by whoever called", async () => {
  const { http } = answering(new DOMException("given up", "AbortError"));
  const call = http.me({ signal: AbortSignal.abort() });
  await assert.rejects(call, { name: "AbortError" });
});

test("reads a page of the log as the socket gives it", async () => {
  const entry = { seq: 4, ordinal: 4, type: "message", sender: "Ada", at: 1, text: "Hello" };
  const { http } = answering(json(200, { conversation: "c1", entries: [entry], headSeq: 4, more: false }));
  const page = await http.entries("c1", { after: 3 });
  assert.deepEqual(page.entries, [{ ...entry, conversation: "c1", sender: "ada" }]);
});
