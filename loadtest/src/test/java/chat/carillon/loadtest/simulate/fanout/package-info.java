@NullMarked
package chat.carillon.loadtest.simulate.fanout;

import org.jspecify.annotations.NullMarked;
