/// Push services and browsers as real servers on this machine: they check what they are sent.
@NullMarked
package chat.carillon.testkit.push;

import org.jspecify.annotations.NullMarked;
