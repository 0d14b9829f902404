/// `carillon bench storm` and `bench refuse`: all clients come back at once, and what it costs to tell them when.
@NullMarked
package chat.carillon.cli.load.storm;

import org.jspecify.annotations.NullMarked;
