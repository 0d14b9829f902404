/// The web client's files as they are sent to browsers. Read from the class path when the server starts, where the
/// module
/// `web` puts them (`chat/carillon/web`), and held in memory, compressed beforehand. [PageHandler] is mounted behind
/// the
/// routes of the HTTP interface, and runs on event loops.
@NullMarked
package chat.carillon.server.http.page;

import org.jspecify.annotations.NullMarked;
