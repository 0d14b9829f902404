package chat.carillon.loadtest.chaos;

import java.io.IOException;
import java.time.Duration;

/// Something that is broken for a while.
///
/// @param kind what is measured together, such as `broker killed`
/// @param what with the part's name, such as `Redis of main killed`
/// @param scope whose members may have to wait
/// @param length for how long
public record Fault(String kind, String what, Scope scope, Duration length, Step begin, Step end) {

    /// Whose members may have to wait.
    public enum Scope {
        /// Nobody's: every node can reach the store.
        NOBODY,
        /// Those of some nodes, or everybody.
        SOME
    }

    /// Breaks or mends.
    public interface Step {
        void run() throws IOException;
    }
}
