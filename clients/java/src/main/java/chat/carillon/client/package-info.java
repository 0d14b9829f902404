/// The Java SDK: what an application uses.
///
/// In: what the application wants. Out: a [CarillonClient] that stays connected, shows every entry once and in
/// order, and keeps every write until it is durable. Begin with [CarillonClient#builder]. Works on virtual
/// threads; everything public is thread-safe. Behaviour that all SDKs share: `docs/sdk-spec.md`.
@NullMarked
package chat.carillon.client;

import org.jspecify.annotations.NullMarked;
