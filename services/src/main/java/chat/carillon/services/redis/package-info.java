/// Real Redis servers on this machine, as child processes: one alone, a cluster, a Sentinel. In: the program of an
/// artefact, or Redis 7 of the machine or of Debian's archive. Out: addresses, and the means to stop, kill and freeze
/// them. Confined to one thread at a time.
@NullMarked
package chat.carillon.services.redis;

import org.jspecify.annotations.NullMarked;
