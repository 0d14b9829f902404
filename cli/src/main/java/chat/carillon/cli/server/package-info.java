/// Commands about a server of this machine: start one, show its configuration, print the documents of its interfaces.
///
/// Only these load the server's classes; the small commands start quickly without.
@NullMarked
package chat.carillon.cli.server;

import org.jspecify.annotations.NullMarked;
