/// Tests of the HTTP edge.
@NullMarked
package chat.carillon.server.http;

import org.jspecify.annotations.NullMarked;
