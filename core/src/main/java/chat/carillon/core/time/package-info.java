/// The only doors through which core sees time and chance.
@NullMarked
package chat.carillon.core.time;

import org.jspecify.annotations.NullMarked;
