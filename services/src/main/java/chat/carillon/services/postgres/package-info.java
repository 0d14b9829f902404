/// PostgreSQL as a child process, from an artefact of Maven: for tests, and for a cluster on one
/// machine.
///
/// In: a directory. Out: a server that can be stopped, killed, frozen and started again. Needs no
/// container engine, no installation, and no other user when it runs as root. Blocking calls; a
/// server belongs to one thread at a time.
@NullMarked
package chat.carillon.services.postgres;

import org.jspecify.annotations.NullMarked;
