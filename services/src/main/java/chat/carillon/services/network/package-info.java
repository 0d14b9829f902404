/// The network between two processes, when it is to fail on purpose.
///
/// In: connections of clients. Out: the same to their server, until it is told to cut them. One
/// virtual thread for each direction of a connection.
@NullMarked
package chat.carillon.services.network;

import org.jspecify.annotations.NullMarked;
