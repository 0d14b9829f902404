/// The senders put together, from what the operator set up.
///
/// In: [chat.carillon.push.setup.PushSettings], and the key pair that the store keeps. Out: a
/// [chat.carillon.push.setup.Senders], whose two ports the planner uses. Nothing here knows files,
/// variables or the store.
@NullMarked
package chat.carillon.push.setup;

import org.jspecify.annotations.NullMarked;
