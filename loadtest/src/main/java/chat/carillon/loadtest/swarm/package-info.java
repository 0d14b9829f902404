/// A swarm: very many `carillon.v1` sessions in one process, on one event loop.
///
/// A process of its own ([chat.carillon.loadtest.swarm.SwarmMain]), because a process may have 20,000 open files and
/// no more; it is told what to do in lines on its standard input and answers in lines on its standard output
/// ([chat.carillon.loadtest.process.SwarmProcess] is the other end). A step publishes messages at a pace and counts,
/// for every member, what arrives: each entry once, in order, and how long after it was *due*, so that a stalled
/// sender counts against latency. Everything is confined to the event loop, the reading of commands excepted.
@NullMarked
package chat.carillon.loadtest.swarm;

import org.jspecify.annotations.NullMarked;
