/// `bench polling`: what the same conversation costs over WebSockets and over requests that are made again and again.
///
/// Both kinds of client are a virtual thread and a blocking socket each, and count every byte that they read or write.
@NullMarked
package chat.carillon.loadtest.bench.polling;

import org.jspecify.annotations.NullMarked;
