package chat.carillon.loadtest.process;

import chat.carillon.loadtest.machine.Cores;
import chat.carillon.loadtest.yardstick.BroadcasterMain;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The yardstick as a child process on the server's core.
public final class BroadcasterProcess implements AutoCloseable {
    private static final Duration START_TIMEOUT = Duration.ofMinutes(2);
    private static final String LISTENING = "listening ";

    private final LineProcess process;
    private final int port;

    private BroadcasterProcess(LineProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    /// Starts it, and waits until it listens.
    public static BroadcasterProcess start(Cores cores, Path logFile) throws IOException {
        ChildJvm jvm =
                new ChildJvm(BroadcasterMain.class.getName(), ChildJvm.NETTY_OPTIONS, List.of(), Map.of(), logFile);
        Process child = jvm.startSpeaking(cores, cores.server());
        LineProcess process = new LineProcess("the yardstick", child);
        String line = process.next(START_TIMEOUT);
        if (!line.startsWith(LISTENING)) {
            process.close();
            throw new IOException("The yardstick did not start: " + line);
        }
        return new BroadcasterProcess(process, Integer.parseInt(line.substring(LISTENING.length())));
    }

    public int port() {
        return port;
    }

    public long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.close();
    }
}
