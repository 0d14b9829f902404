package chat.carillon.services.process;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/// A server on this machine that lives and dies several times, on one port and one log file. Confined to one thread at
/// a time.
public interface LocalServer extends AutoCloseable {
    InetSocketAddress address();

    Path logFile();

    boolean isRunning();

    /// Starts it again after [#stop] or [#kill], unless it runs, and waits until it takes connections.
    void start() throws IOException;

    /// Ends it in order.
    void stop() throws IOException;

    /// Ends it at once, as a crash would: connections break, nothing is said to anybody.
    void kill();

    /// Stops it where it is: connections stay, nothing is answered.
    void freeze() throws IOException;

    /// Lets it go on after [#freeze].
    void thaw() throws IOException;

    /// Kills it; the files stay.
    @Override
    void close();
}
