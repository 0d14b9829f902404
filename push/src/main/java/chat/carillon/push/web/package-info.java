/// Web Push: RFC 8030 for the request, RFC 8291 for the encryption, RFC 8292 for who we are.
///
/// [chat.carillon.push.web.WebPushDelivery] is the way a notification goes, which UnifiedPush shares:
/// payload, encryption with a fresh key, a signed token for the push service, one POST. Blocking; called
/// from virtual threads.
@NullMarked
package chat.carillon.push.web;

import org.jspecify.annotations.NullMarked;
