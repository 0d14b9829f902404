/// Firebase Cloud Messaging, HTTP v1.
///
/// [chat.carillon.push.fcm.ServiceAccount] is who the operator is to Google;
/// [chat.carillon.push.fcm.AccessTokens] turns a signed assertion into a token for an hour (RFC 7523);
/// [chat.carillon.push.fcm.FcmProvider] sends with it, and fetches another once if it is refused. Blocking;
/// called from virtual threads.
@NullMarked
package chat.carillon.push.fcm;

import org.jspecify.annotations.NullMarked;
