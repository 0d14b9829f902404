import { createHash, createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer, type Server as HttpServer } from "node:http";
import { fileURLToPath } from "node:url";

const EXAMPLE = readFileSync(fileURLToPath(new URL("../../examples/room.html", import.meta.url)), "utf8");

/** An application that has the example page in it, and signs tokens for whoever the cookie `user` says is there. */
export class Host {
  readonly secret = "a secret of thirty-two bytes, or more";
  readonly url: string;
  readonly #http: HttpServer;

  /** What the next tokens are like. */
  signedWith = this.secret;
  livesForSeconds = 3_600;

  /** The server that the page talks to, and what it shows. */
  chat = "";
  conversation = "";

  private constructor(http: HttpServer, port: number) {
    this.#http = http;
    // Another origin than the server's, which is at localhost.
    this.url = `http://127.0.0.1:${port}`;
    http.on("request", ({ url, headers }, response) => {
      const user = /user=(\w+)/.exec(headers.cookie ?? "")?.[1] ?? "";
      switch (url) {
        case "/":
          response.setHeader("Content-Type", "text/html");
          response.setHeader("Content-Security-Policy", this.#policy());
          return response.end(this.#page());
        case "/chat-token":
          return response.end(this.token(user));
        default:
          return response.writeHead(204).end();
      }
    });
  }

  static start(): Promise<Host> {
    const http = createServer();
    return new Promise((resolve) => {
      http.listen(0, "127.0.0.1", () => {
        const address = http.address();
        resolve(new Host(http, typeof address === "object" && address !== null ? address.port : 0));
      });
    });
  }

  token(user: string): string {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const exp = Math.floor(Date.now() / 1_000) + this.livesForSeconds;
    const signed = `${part({ alg: "HS256", typ: "JWT" })}.${part({ sub: user, exp })}`;
    return `${signed}.${createHmac("sha256", this.signedWith).update(signed).digest("base64url")}`;
  }

  close(): void {
    this.#http.close();
    this.#http.closeAllConnections();
  }

  #page(): string {
    return EXAMPLE.replaceAll("http://localhost:8080", this.chat).replace("CONVERSATION", this.conversation);
  }

  /** As docs/how-to/embed-a-conversation.md has it; besides, the page's own script and style, and nothing else. */
  #policy(): string {
    const own = (tag: string) => {
      const text = new RegExp(`<${tag}[^>]*>([^<]+)</${tag}>`).exec(this.#page())?.[1] ?? "";
      return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
    };
    return [
      "default-src 'none'",
      `script-src 'self' ${this.chat} ${own("script")}`,
      `style-src ${own("style")}`,
      `connect-src 'self' ${this.chat} ${this.chat.replace("http", "ws")}`,
      "require-trusted-types-for 'script'",
    ].join("; ");
  }
}
