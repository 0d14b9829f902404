/// Commands that measure and prove: `bench` and `replay`. The work itself is in `chat.carillon.loadtest`.
@NullMarked
package chat.carillon.cli.load;

import org.jspecify.annotations.NullMarked;
