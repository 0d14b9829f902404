package chat.carillon.loadtest.cluster;

import java.io.IOException;

/// A server that can fail. Confined to one thread at a time.
public interface Part extends AutoCloseable {
    /// What it is called to the user.
    String name();

    /// Ends it at once, in the middle of whatever it does.
    void kill() throws IOException;

    /// Ends it in order.
    void stop() throws IOException;

    /// Starts it again, and waits until it serves.
    void start() throws IOException;

    /// Stops it where it is: connections stay, nothing is answered.
    void freeze() throws IOException;

    /// Lets it go on after [#freeze].
    void thaw() throws IOException;

    @Override
    void close();
}
