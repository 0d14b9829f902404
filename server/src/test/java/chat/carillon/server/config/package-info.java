/// Tests of the configuration.
@NullMarked
package chat.carillon.server.config;

import org.jspecify.annotations.NullMarked;
