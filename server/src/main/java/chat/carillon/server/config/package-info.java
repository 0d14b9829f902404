/// What an operator can set: one list of keys, from which parsing, `carillon config` and the reference page
/// derive.
///
/// In: a HOCON file, `CARILLON_*` environment variables, options of the command line. Out: a
/// [chat.carillon.server.config.ServerConfig] that is valid as a whole, or a
/// [chat.carillon.server.config.ConfigException] of one sentence. Runs once, at start, on the starting thread.
/// Reference: `docs/reference/configuration.md`.
@NullMarked
package chat.carillon.server.config;

import org.jspecify.annotations.NullMarked;
