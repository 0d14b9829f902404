/// `carillon trace`: what became of a message, as a timeline for people.
///
/// In: the server's answer, which never has content. Out: lines. Threads: the command's own.
@NullMarked
package chat.carillon.cli.trace;

import org.jspecify.annotations.NullMarked;
