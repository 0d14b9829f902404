/// Tests of the whole server over real sockets, on a store in memory.
@NullMarked
package chat.carillon.server;

import org.jspecify.annotations.NullMarked;
