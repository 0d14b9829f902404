/// UnifiedPush: an endpoint that the user's own distributor gave, on a server of anyone's.
///
/// The same request as for Web Push, which the specification now asks for. Applications from before that gave
/// no keys; what they are sent can be read on the way, so it holds no content. Blocking; called from virtual
/// threads.
@NullMarked
package chat.carillon.push.unified;

import org.jspecify.annotations.NullMarked;
