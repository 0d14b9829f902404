/// What became of a message, asked over real sockets.
@NullMarked
package chat.carillon.server.trace;

import org.jspecify.annotations.NullMarked;
