/** The inside of the client, without the world: for simulations, and for those who bring a world of their own. */
export { Backoff } from "./net/backoff.ts";
export type { Edge, Ending, Socket, SocketListener, Timer } from "./net/edge.ts";
export { ServerAddress } from "./net/server-address.ts";
export * from "./outbox/commands.ts";
export { Outbox } from "./outbox/outbox.ts";
export { ClientLoop, type ClientSettings } from "./session/client-loop.ts";
export * from "./sync/commands.ts";
export { SyncEngine } from "./sync/sync-engine.ts";
