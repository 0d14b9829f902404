/// A real Kafka on this machine, as a child process: one node that is broker and controller (KRaft). In: the jars of
/// its artefacts, which the build of this module puts beside the module's classes and on nobody's class path. Out: an
/// address, and the means to stop, kill and freeze it. Confined to one thread at a time.
@NullMarked
package chat.carillon.services.kafka;

import org.jspecify.annotations.NullMarked;
