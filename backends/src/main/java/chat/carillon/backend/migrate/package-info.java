/// `carillon migrate`: one store copied into another, whatever databases they are in, and proved to be equal.
///
/// In: two [chat.carillon.backend.migrate.Place]s. [chat.carillon.backend.migrate.Migration] begins or goes on:
/// [chat.carillon.backend.migrate.Marker], a row of the target, says from where and how far, and is written with every
/// batch. Then [chat.carillon.backend.migrate.Proof] reads both stores, and only if they are equal does the target
/// become
/// a store that a server may use. One thread, bounded memory. For operators: `docs/how-to/migrate.md`.
@NullMarked
package chat.carillon.backend.migrate;

import org.jspecify.annotations.NullMarked;
