package chat.carillon.services.process;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;

/// A [LocalServer] that is one [ChildProcess], and serves when its port is open.
public abstract class ChildServer implements LocalServer {
    private final int port;
    private final ChildProcess process;
    private final Duration maxStart;

    protected ChildServer(int port, ChildProcess process, Duration maxStart) {
        this.port = port;
        this.process = process;
        this.maxStart = maxStart;
    }

    /// Starts what was made, or leaves nothing of it.
    protected static <S extends ChildServer> S started(S server) throws IOException {
        try {
            server.start();
            return server;
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }

    @Override
    public final InetSocketAddress address() {
        return Ports.address(port);
    }

    @Override
    public final Path logFile() {
        return process.logFile();
    }

    @Override
    public final boolean isRunning() {
        return process.isRunning();
    }

    @Override
    public final void start() throws IOException {
        process.start(() -> Ports.isOpen(port), maxStart);
    }

    @Override
    public final void stop() throws IOException {
        process.stop();
    }

    @Override
    public final void kill() {
        process.kill();
    }

    @Override
    public final void freeze() throws IOException {
        process.freeze();
    }

    @Override
    public final void thaw() throws IOException {
        process.thaw();
    }

    @Override
    public final void close() {
        process.close();
    }
}
