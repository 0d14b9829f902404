package chat.carillon.loadtest.process;

import java.io.IOException;

/// Ends what a run has opened.
public final class Closing {
    private Closing() {}

    /// Closes in this order.
    ///
    /// @throws IOException if a part cannot be closed; those after it stay open
    public static void all(Iterable<? extends AutoCloseable> parts) throws IOException {
        for (AutoCloseable part : parts) {
            try {
                part.close();
            } catch (IOException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IOException(e);
            }
        }
    }
}
