/// Redis as the broker and as the session registry, through Lettuce: one server, Sentinel, or a Redis Cluster
/// (there with sharded Pub/Sub). Everything in Redis is a hint: losing all of it loses no message.
///
/// Channels and keys begin with a prefix, `carillon:` unless configured: `PREFIXc:{CONVERSATION}` a large
/// conversation, `PREFIXn:{NODE}` one node, `PREFIXall` all nodes and their beats; `PREFIXu:{USER}` the sessions of a
/// user, `PREFIXnodes` the nodes and when their leases end.
@NullMarked
package chat.carillon.backend.redis;

import org.jspecify.annotations.NullMarked;
