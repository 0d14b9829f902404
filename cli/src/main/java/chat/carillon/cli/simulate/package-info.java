/// Commands that calculate instead of measuring: `simulate`. The models themselves are in
/// `chat.carillon.loadtest.simulate`.
@NullMarked
package chat.carillon.cli.simulate;

import org.jspecify.annotations.NullMarked;
