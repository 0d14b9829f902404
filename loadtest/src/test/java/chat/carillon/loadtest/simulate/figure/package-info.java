@NullMarked
package chat.carillon.loadtest.simulate.figure;

import org.jspecify.annotations.NullMarked;
