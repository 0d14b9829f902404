/// Apple's push service, over HTTP/2, with a token that is signed by the operator's key.
///
/// [chat.carillon.push.apns.ApnsProvider] makes the payload and judges the answer; pushy holds the
/// connections, one event loop for production and one for the sandbox, and renews the token. Blocking;
/// called from virtual threads.
@NullMarked
package chat.carillon.push.apns;

import org.jspecify.annotations.NullMarked;
