/// Who is behind a request: session tokens, tokens signed by applications, resume tickets, the operator's token.
///
/// In: what a client presents. Out: a [chat.carillon.core.session.Identities.Identity], or nothing. Tokens are
/// looked up in the store and believed for seconds; tickets are believed by their signature and looked up
/// afterwards. Thread-safe; only [chat.carillon.server.auth.Authentication#byToken] blocks.
@NullMarked
package chat.carillon.server.auth;

import org.jspecify.annotations.NullMarked;
