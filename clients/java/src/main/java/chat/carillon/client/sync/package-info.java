/// Order without gaps, as a pure state machine.
///
/// In: what the server says about conversations, and what the connection does. Out: [SyncCommand]s, to be
/// carried out in order. No I/O, no clock, no threads, no randomness, so that a simulation can drive it
/// through anything. Specification: `docs/sdk-spec.md`.
@NullMarked
package chat.carillon.client.sync;

import org.jspecify.annotations.NullMarked;
