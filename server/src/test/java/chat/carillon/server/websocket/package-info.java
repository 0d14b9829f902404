/// The socket from outside: real bytes against a real server.
@NullMarked
package chat.carillon.server.websocket;

import org.jspecify.annotations.NullMarked;
