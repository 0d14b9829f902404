/// Nodes beside each other, on real databases and brokers.
@NullMarked
package chat.carillon.server.cluster;

import org.jspecify.annotations.NullMarked;
