/// Tokens that an application or its identity provider signed for its users: JSON Web Tokens (RFC 7519).
///
/// In: a token. Out: whom it names, or why it is refused. May fetch keys, bounded in time and size; blocks then.
@NullMarked
package chat.carillon.server.auth.jwt;

import org.jspecify.annotations.NullMarked;
