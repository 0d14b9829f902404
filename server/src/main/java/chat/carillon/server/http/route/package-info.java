/// What HTTP clients can ask for, one class a subject, each with its list of routes.
///
/// In: a [chat.carillon.server.http.Call]. Out: an [chat.carillon.server.http.Answer]. Routes parse what came and
/// ask core; who may do what in a conversation is decided there. They run on virtual threads and may block.
@NullMarked
package chat.carillon.server.http.route;

import org.jspecify.annotations.NullMarked;
