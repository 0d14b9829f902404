/// One handler for each kind of client frame, found by its name. In: a valid frame of an open session, on the
/// session's event loop. Out: a call into `conversation` or `fanout`, and the reply. None blocks the loop.
@NullMarked
package chat.carillon.core.session.handler;

import org.jspecify.annotations.NullMarked;
