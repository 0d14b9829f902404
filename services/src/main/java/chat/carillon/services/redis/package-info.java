/// A real Redis on this machine, as a child process. In: nothing but this artefact. Out: an address, and the means to
/// stop, kill and freeze it. Confined to one thread at a time.
@NullMarked
package chat.carillon.services.redis;

import org.jspecify.annotations.NullMarked;
