/// Tests of metrics and logs.
@NullMarked
package chat.carillon.server.telemetry;

import org.jspecify.annotations.NullMarked;
