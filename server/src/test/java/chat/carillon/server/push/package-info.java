/// Absent members and their devices, against a whole server.
@NullMarked
package chat.carillon.server.push;

import org.jspecify.annotations.NullMarked;
