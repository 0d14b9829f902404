/// The few calls of the HTTP surface that a load test makes: conversations, members, the log.
///
/// In: tokens and ids. Out: values, or an [java.io.IOException] with one sentence. Calls block; they wait and try again
/// where the server asks for it, or is being restarted.
@NullMarked
package chat.carillon.loadtest.api;

import org.jspecify.annotations.NullMarked;
