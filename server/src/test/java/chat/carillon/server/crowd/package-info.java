/// Tests of what members are shown of each other, over real sockets.
@NullMarked
package chat.carillon.server.crowd;

import org.jspecify.annotations.NullMarked;
