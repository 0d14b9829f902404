/// Traces as people read them.
@NullMarked
package chat.carillon.cli.trace;

import org.jspecify.annotations.NullMarked;
