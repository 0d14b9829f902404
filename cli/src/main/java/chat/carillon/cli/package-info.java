/// The command line behind `./carillon`: parses arguments and starts the server, clients and load
/// tests.
@NullMarked
package chat.carillon.cli;

import org.jspecify.annotations.NullMarked;
