@NullMarked
package chat.carillon.loadtest.simulate.capacity;

import org.jspecify.annotations.NullMarked;
