// Writes many messages into a conversation: CONVERSATION COUNT [A_SECOND]. The server's limits have to allow it.
import http from "node:http";

const [conversation = "", count = "1000", aSecond = "0"] = process.argv.slice(2);
const server = new URL(process.env.CARILLON_SERVER ?? "http://localhost:8080");
const token = process.env.CARILLON_TOKEN ?? "";
const agent = new http.Agent({ keepAlive: true, maxSockets: 48 });
const WORDS = "a message that says how things are going with what we do here today and what comes next".split(" ");

function send(at) {
  const text = `${at}: ${WORDS.slice(0, 3 + ((at * 7) % 14)).join(" ")}`;
  return new Promise((resolve, reject) => {
    const request = http.request(
      new URL(`/v1/conversations/${conversation}/messages`, server),
      { method: "POST", agent, headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" } },
      (response) => {
        response.resume();
        response.on("end", () => (response.statusCode < 300 ? resolve() : reject(new Error(`${response.statusCode}`))));
      },
    );
    request.on("error", reject);
    request.end(JSON.stringify({ text }));
  });
}

const total = Number(count);
const rate = Number(aSecond);
if (rate > 0) {
  const began = Date.now();
  for (let at = 0; at < total; at++) {
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, began + (at * 1_000) / rate - Date.now())));
    void send(at);
  }
} else {
  let next = 0;
  await Promise.all(
    Array.from({ length: 48 }, async () => {
      while (next < total) {
        await send(next++);
      }
    }),
  );
}
console.log(`${total} messages`);
process.exit(0);
