import { InvalidValueError } from "../protocol/errors.ts";

/** One name, or all below a domain that is more than a top-level one. */
const HOSTS = /^([a-z0-9-]+(\.[a-z0-9-]+)*|\[[0-9a-f:.]+\]|\*(\.[a-z0-9-]+){2,})$/;

/**
 * What an address must look like before the platform's parser sees it: that one mends what is broken, such as
 * backslashes, spaces and missing slashes, and a host must not be found where nobody wrote one.
 */
const FORM = /^(https?|wss?):\/\/(?![/?#])[\x21-\x5b\x5d-\x7e]+$/i;

const MAX_CHARS = 2_048;

/** Where a server is, and to which other hosts it may send a client. Immutable. */
export class ServerAddress {
  /** The base of HTTP calls, such as `https://chat.example.org`, without a `/` at its end. */
  readonly base: string;
  readonly #hostname: string;
  readonly #tls: boolean;
  readonly #alsoHosts: readonly string[];

  private constructor(base: string, hostname: string, alsoHosts: readonly string[]) {
    this.base = base;
    this.#hostname = hostname;
    this.#tls = base.startsWith("https:");
    this.#alsoHosts = alsoHosts;
  }

  /**
   * Understands `http`, `https`, `ws` and `wss`, with or without the socket's path.
   *
   * @throws InvalidValueError for anything else
   */
  static of(address: string): ServerAddress {
    const url = FORM.test(address) && URL.canParse(address) ? new URL(address) : undefined;
    if (url === undefined || address.length > MAX_CHARS) {
      throw new InvalidValueError("server address: not valid (expected: such as http://localhost:8080)");
    }
    const scheme = url.protocol === "https:" || url.protocol === "wss:" ? "https" : "http";
    const path = url.pathname.replace(/(\/v1\/socket)?\/*$/, "");
    return new ServerAddress(`${scheme}://${url.host}${path}`, url.hostname.toLowerCase(), []);
  }

  /**
   * As this, with other hosts that it may send a client to: names, or `*.` before a domain for all hosts below it.
   *
   * @throws InvalidValueError for anything else
   */
  allowing(hosts: readonly string[]): ServerAddress {
    const folded = hosts.map((host) => host.toLowerCase());
    if (!folded.every((host) => HOSTS.test(host))) {
      throw new InvalidValueError("host: not valid (expected: such as chat-1.example.org or *.chat.example.org)");
    }
    return new ServerAddress(this.base, this.#hostname, folded);
  }

  /**
   * Another address to which the server sends a client, if a client may show its ticket there: with TLS where this
   * one has TLS, and on its own host, whatever the port, or on one that the application allowed.
   */
  sibling(address: string): ServerAddress | undefined {
    if (!FORM.test(address) || address.length > MAX_CHARS || !URL.canParse(address)) {
      return undefined;
    }
    const other = ServerAddress.of(address);
    const named = /^[^/]*\/\/[^/?#]*@/.test(address); // a user, or a host that only looks like the one meant
    return !named && (!this.#tls || other.#tls) && this.#allows(other.#hostname) ? other : undefined;
  }

  #allows(host: string): boolean {
    return (
      host === this.#hostname ||
      this.#alsoHosts.some((allowed) => (allowed.startsWith("*") ? host.endsWith(allowed.slice(1)) : host === allowed))
    );
  }

  /** The address of the socket. */
  get socket(): string {
    return `${this.base.replace(/^http/, "ws")}/v1/socket`;
  }
}
