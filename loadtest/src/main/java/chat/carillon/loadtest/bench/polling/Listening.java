package chat.carillon.loadtest.bench.polling;

import java.io.IOException;

/// A client that is shown one conversation. Closed from another thread.
interface Listening extends AutoCloseable {
    /// Blocks until it is closed.
    ///
    /// @throws IOException when it is closed, or the server ends it
    void listen() throws IOException;

    @Override
    void close();
}
