/// Programs of others as child processes of this one. In: a command and a file for what it says. Out: the means to
/// stop, kill and freeze it; it ends with this process at the latest. Confined to one thread at a time.
@NullMarked
package chat.carillon.services.process;

import org.jspecify.annotations.NullMarked;
