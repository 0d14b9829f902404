// Fills an empty server with people and conversations to look at. Needs the operator's token.
const server = process.env.CARILLON_SERVER ?? "http://localhost:8080";
const operator = process.env.CARILLON_TOKEN ?? "";
const password = "correct horse battery";

export async function call(method, path, token, body) {
  const response = await fetch(server + path, {
    method,
    headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) {
    throw new Error(`${method} ${path}: ${text}`);
  }
  return text === "" ? undefined : JSON.parse(text);
}

const PEOPLE = { ada: "Ada Lovelace", bob: "Bob Dylan", eve: "Ève Curie", mai: "麻衣", dan: "Dan", zoe: "Zoë Kravitz" };

export async function seed() {
  const tokens = {};
  for (const [username, displayName] of Object.entries(PEOPLE)) {
    await call("POST", "/v1/users", operator, { username, password, displayName, administrator: username === "ada" });
    tokens[username] = (await call("POST", "/v1/login", operator, { username, password })).token;
  }
  const { ada, bob, eve, mai } = tokens;
  const all = Object.keys(PEOPLE).filter((name) => name !== "ada");
  const make = (token, body) => call("POST", "/v1/conversations", token, body);
  const general = await make(ada, {
    kind: "channel",
    name: "general",
    topic: "Everything that concerns everybody",
    members: all,
  });
  const releases = await make(ada, {
    kind: "channel",
    name: "releases",
    topic: "What goes out, and when",
    members: ["bob", "eve"],
  });
  await make(bob, { kind: "channel", name: "music", topic: "What we listen to" });
  const group = await make(ada, { kind: "group", name: "Launch", members: ["bob", "mai"] });
  const direct = await make(ada, { kind: "direct", members: ["bob"] });
  const other = await make(eve, { kind: "direct", members: ["ada"] });
  const send = (token, to, text, more = {}) =>
    call("POST", `/v1/conversations/${to.id}/messages`, token, { text, ...more });

  for (let at = 1; at <= 160; at++) {
    await send([ada, bob, eve, mai][at % 4], general, `Message number ${at}, said for the sake of history.`);
  }
  const question = await send(
    bob,
    general,
    "Shall we ship **today**? The list is in https://example.org/list and at [our board](https://example.org/board).",
  );
  await send(eve, general, "Yes! :tada: 🎉", { replyTo: question.seq });
  await send(ada, general, "I have read it all, @bob. Two things are left:\n\n- the _changelog_\n- `./carillon test`");
  await send(
    mai,
    general,
    [
      "```java",
      "/// One lane, one writer.",
      "final class Lane {",
      "    private final long seq = 42;",
      "",
      "    String name() {",
      '        return "lane " + seq;',
      "    }",
      "}",
      "```",
    ].join("\n"),
  );
  await send(bob, general, "> It works on my machine\n\nThen we ship your machine, @ada.");
  await send(eve, general, "🎉🚀");
  await send(mai, general, "| what | how many |\n|---|---|\n| messages | 1,000,000 |\n| lost | 0 |");
  for (const token of [ada, eve, mai]) {
    await call(
      "PUT",
      `/v1/conversations/${general.id}/messages/${question.seq}/reactions/${encodeURIComponent("👍")}`,
      token,
    );
  }
  await call(
    "PUT",
    `/v1/conversations/${general.id}/messages/${question.seq}/reactions/${encodeURIComponent("🚀")}`,
    eve,
  );
  await send(eve, general, "When exactly?", { thread: question.seq });
  await send(bob, general, "At noon, if the tests are green.", { thread: question.seq });
  await send(bob, releases, "0.7 is out. @ada please look at the notes.");
  await send(bob, group, "The page is ready.");
  await send(ada, direct, "Lunch?");
  await send(bob, direct, "In ten minutes!");
  await send(eve, other, "Did you see the graph?");
  return { tokens, password, general, releases, group, direct, other };
}

if (process.argv[1]?.endsWith("seed.mjs")) {
  console.log(JSON.stringify(await seed()));
}
