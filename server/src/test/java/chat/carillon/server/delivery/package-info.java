/// Delivery to real channels, without a server around them.
@NullMarked
package chat.carillon.server.delivery;

import org.jspecify.annotations.NullMarked;
