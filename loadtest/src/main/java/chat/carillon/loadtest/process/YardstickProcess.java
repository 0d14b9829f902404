package chat.carillon.loadtest.process;

import chat.carillon.loadtest.machine.Cores;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A yardstick as a child process on the server's core.
public final class YardstickProcess implements AutoCloseable {
    private static final Duration START_TIMEOUT = Duration.ofMinutes(2);
    private static final String LISTENING = "listening ";

    private final LineProcess process;
    private final int port;

    private YardstickProcess(LineProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    /// Starts it, and waits until it listens.
    ///
    /// @param main says `listening PORT` on standard output, and ends with its input
    public static YardstickProcess start(Class<?> main, Cores cores, Path logFile) throws IOException {
        ChildJvm jvm = new ChildJvm(main.getName(), ChildJvm.NETTY_OPTIONS, List.of(), Map.of(), logFile);
        Process child = jvm.startSpeaking(cores, cores.server());
        LineProcess process = new LineProcess("the yardstick", child);
        String line = process.next(START_TIMEOUT);
        if (!line.startsWith(LISTENING)) {
            process.close();
            throw new IOException("The yardstick did not start: " + line);
        }
        return new YardstickProcess(process, Integer.parseInt(line.substring(LISTENING.length())));
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
