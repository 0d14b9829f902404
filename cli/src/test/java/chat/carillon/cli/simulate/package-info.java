/// What the simulations of the command line say, held against the server.
@NullMarked
package chat.carillon.cli.simulate;

import org.jspecify.annotations.NullMarked;
