/// A signed POST to the application that Carillon is embedded in, which tells its users itself.
///
/// In the manner of [Standard Webhooks](https://www.standardwebhooks.com): `webhook-id` names the event and is
/// the same for every attempt, `webhook-signature` is an HMAC over id, time and body. Blocking; called from
/// virtual threads.
@NullMarked
package chat.carillon.push.webhook;

import org.jspecify.annotations.NullMarked;
