/// Writes that the server has not answered yet.
///
/// In: what the user wants written, and what the server answers. Out: [OutboxCommand]s. [Outbox] is a pure
/// state machine but for its [OutboxStorage], which keeps the writes over a crash of the process if it is a
/// file. Specification: `docs/sdk-spec.md`.
@NullMarked
package chat.carillon.client.outbox;

import org.jspecify.annotations.NullMarked;
