import { type ChildProcess, execFile, spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Api } from "./api.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const CARILLON = join(ROOT, "carillon");
const LOGS = join(ROOT, "web/target");

/** Variables of the environment, such as `CARILLON_HTTP_ALLOWED_ORIGINS`. */
type Settings = Readonly<Record<string, string>>;

/** The distribution as it is shipped, on a port and in a data directory of its own. It can be killed and comes back. */
export class Server {
  readonly url: string;
  readonly #port: number;
  readonly #data: string;
  readonly #settings: Settings;
  #printed = "";
  #process: ChildProcess | undefined;

  private constructor(port: number, data: string, settings: Settings) {
    this.#port = port;
    this.#data = data;
    this.#settings = settings;
    // localhost, not its number: browsers take both for secure, and their parts of the address bar read better.
    this.url = `http://localhost:${port}`;
  }

  /** @param logs of IRC that the server shall have in it when it starts */
  static async start(logs: readonly string[] = [], settings: Settings = {}): Promise<Server> {
    const server = new Server(await freePort(), await mkdtemp(join(tmpdir(), "carillon-e2e-")), settings);
    if (logs.length > 0) {
      await promisify(execFile)(CARILLON, ["import", "irc", ...logs, "--data", server.#data], { env: environment() });
    }
    await server.restart();
    return server;
  }

  /** Acts as the operator, who may everything. */
  async operator(): Promise<Api> {
    return new Api(this.url, (await readFile(join(this.#data, "operator.token"), "utf8")).trim());
  }

  /** The link that makes the first administrator, as it was printed. */
  get setupLink(): string {
    return /\S+\/setup#\S+/.exec(this.#printed)?.[0] ?? "";
  }

  /** Ends it the hard way, as a power cut would. */
  async kill(): Promise<void> {
    const process = this.#process;
    if (process !== undefined && process.exitCode === null && process.signalCode === null) {
      const gone = new Promise((resolve) => process.once("exit", resolve));
      process.kill("SIGKILL");
      await gone;
    }
  }

  /** Takes in everything and answers nothing, until {@link resume}. */
  pause(): void {
    this.#process?.kill("SIGSTOP");
  }

  resume(): void {
    this.#process?.kill("SIGCONT");
  }

  async restart(): Promise<void> {
    await mkdir(LOGS, { recursive: true });
    const args = ["serve", "--port", String(this.#port), "--data", this.#data];
    const env = { ...environment(), ...this.#settings };
    const process = spawn(CARILLON, args, { env, stdio: ["ignore", "pipe", "pipe"] });
    this.#process = process;
    const log = createWriteStream(join(LOGS, "server.log"), { flags: "a" });
    process.stderr.pipe(log);
    this.#printed = "";
    await new Promise<void>((resolve, reject) => {
      process.stdout.on("data", (chunk: Buffer) => {
        log.write(chunk);
        this.#printed += chunk.toString();
        if (this.#printed.includes("Ctrl+C stops it.")) {
          resolve();
        }
      });
      process.once("exit", (code) => reject(new Error(`the server ended with ${code}: ${this.#printed}`)));
    });
  }

  async close(): Promise<void> {
    await this.kill();
    await rm(this.#data, { recursive: true, force: true });
  }
}

function environment(): NodeJS.ProcessEnv {
  const { CARILLON_CHROMIUM: _, ...others } = process.env;
  return { ...others, CARILLON_NO_BUILD: "1" };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const listener = createServer();
    listener.once("error", reject);
    listener.listen(0, "127.0.0.1", () => {
      const address = listener.address();
      listener.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}
