import { ChatView, MemoryStorage } from "@carillon/client";
import { el } from "./dom.ts";
import messageStyles from "./message.css?inline";
import { RoomScreen } from "./room-screen.ts";
import styles from "./room.css?inline";
import { textsOf } from "./texts.ts";

/** Where this script came from: there the server is, unless the page says otherwise. */
const HOME = originOf((document.currentScript as HTMLScriptElement | null)?.src) ?? location.origin;

/** Gives a token that the application signed; asked again when the server does not take the last one any more. */
export type TokenSource = () => string | Promise<string>;

/**
 * One conversation of a Carillon server in any page.
 *
 * Attributes: `conversation`; `token`, if there is no `tokenSource`; `server`, where it is not the one that this script
 * came from; `lang`; `theme` (`light` or `dark`; else as the page); `join` (enters the channel if it is open).
 * Event: `carillon-state`, whose `detail` is how things stand with the server.
 */
export class CarillonRoomElement extends HTMLElement {
  static readonly observedAttributes = ["conversation", "token", "server", "lang", "join"];

  readonly #root = this.attachShadow({ mode: "open" });
  #tokenSource: TokenSource | undefined;
  #screen: RoomScreen | undefined;
  #ends: AbortController | undefined;
  #draft = "";
  #due = false;

  constructor() {
    super();
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles + messageStyles);
    this.#root.adoptedStyleSheets = [sheet];
  }

  get tokenSource(): TokenSource | undefined {
    return this.#tokenSource;
  }

  set tokenSource(source: TokenSource | undefined) {
    this.#tokenSource = source;
    this.#begin();
  }

  /** How things stand: `disconnected`, `connecting`, `syncing`, `connected` or `closed`. */
  get state(): string {
    return this.#screen?.state ?? "disconnected";
  }

  connectedCallback(): void {
    // A page may have set it before this script was there.
    if (Object.hasOwn(this, "tokenSource")) {
      const source = this.tokenSource;
      delete (this as { tokenSource?: TokenSource }).tokenSource;
      this.tokenSource = source;
    }
    this.#begin();
  }

  disconnectedCallback(): void {
    // An element that is only moved is back at once.
    queueMicrotask(() => {
      if (!this.isConnected) {
        this.#end();
      }
    });
  }

  attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    const renewed = name === "token" && before !== null && now !== null && this.state !== "closed";
    if (before !== now && !renewed) {
      this.#begin();
    }
  }

  /** Begins anew, once for all changes that were made together. */
  #begin(): void {
    if (!this.#due) {
      this.#due = true;
      queueMicrotask(() => {
        this.#due = false;
        if (this.isConnected) {
          void this.#open();
        }
      });
    }
  }

  async #open(): Promise<void> {
    this.#end();
    const lang = this.closest("[lang]")?.getAttribute("lang") || navigator.language;
    const texts = textsOf(lang);
    const conversation = this.getAttribute("conversation");
    if (conversation === null || (this.#tokenSource === undefined && this.getAttribute("token") === null)) {
      this.#say(texts.waiting, "wait");
      return;
    }
    const ends = new AbortController();
    this.#ends = ends;
    try {
      const view = await ChatView.open({
        server: this.getAttribute("server") ?? HOME,
        token: () => this.#token(),
        device: deviceOfTab(),
        storage: new MemoryStorage(),
        maxShown: 400,
      });
      if (ends.signal.aborted) {
        await view.close();
        return;
      }
      ends.signal.addEventListener("abort", () => void view.close());
      this.#screen = new RoomScreen({
        view,
        conversation,
        lang,
        texts,
        join: this.hasAttribute("join"),
        draft: this.#draft,
        again: () => this.#begin(),
        stateChanged: (state) => this.dispatchEvent(new CustomEvent("carillon-state", { detail: { state } })),
        ended: ends.signal,
      });
      this.#root.replaceChildren(this.#screen.element);
    } catch (error) {
      this.#say(texts.misconfigured(error instanceof Error ? error.message : String(error)), "problem");
    }
  }

  #end(): void {
    this.#draft = this.#screen?.draft ?? this.#draft;
    this.#screen = undefined;
    this.#ends?.abort();
  }

  #say(text: string, kind: string): void {
    this.#root.replaceChildren(el("p", { class: `note ${kind}`, role: kind === "problem" ? "alert" : "status" }, text));
  }

  async #token(): Promise<string> {
    return this.#tokenSource === undefined ? (this.getAttribute("token") ?? "") : this.#tokenSource();
  }
}

function originOf(address: string | undefined): string | undefined {
  return address === undefined || !URL.canParse(address) ? undefined : new URL(address).origin;
}

/** The server keeps for each device how far it is: a tab stays the same one over its reloads. */
function deviceOfTab(): string {
  const key = "carillon-room:device";
  try {
    const kept = sessionStorage.getItem(key) ?? crypto.randomUUID();
    sessionStorage.setItem(key, kept);
    return kept;
  } catch {
    // No storage in this frame.
    return crypto.randomUUID();
  }
}
