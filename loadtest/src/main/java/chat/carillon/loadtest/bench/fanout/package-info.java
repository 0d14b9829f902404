/// `bench fanout`: one conversation, thousands of members online, a server beside the bare Netty broadcaster.
///
/// Both sides have a swarm of their own, and take turns step by step. Confined to the thread that runs the bench.
@NullMarked
package chat.carillon.loadtest.bench.fanout;

import org.jspecify.annotations.NullMarked;
