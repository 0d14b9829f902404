package chat.carillon.backend.sqlite;

import chat.carillon.core.time.SystemTime;
import chat.carillon.protocol.Limits;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// A process that has a store and appends to it until it is killed; writes the seq of what is
/// durable, a line each.
final class StoreProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    private StoreProcess(Process process) {
        this.process = process;
        output = process.inputReader(StandardCharsets.US_ASCII);
    }

    static StoreProcess start(Path directory) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new StoreProcess(new ProcessBuilder(
                        java,
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StoreProcess.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /// What the process does. Its arguments: the directory.
    public static void main(String[] arguments) {
        var store = SqliteStore.open(Path.of(arguments[0]), new SystemTime(), Limits.DEFAULT);
        Chat chat = Chat.in(store);
        long seq = store.log().heads(List.of(chat.id())).get(chat.id()).headSeq();
        while (true) {
            seq = chat.post("text " + (seq + 1));
            System.out.println(seq);
        }
    }

    long pid() {
        return process.pid();
    }

    /// Waits until so many more entries are durable, and returns the seq of the last.
    long await(int entries) throws IOException {
        String line = "";
        for (int i = 0; i < entries; i++) {
            line = output.readLine();
            if (line == null) {
                throw new IOException("the process ended by itself");
            }
        }
        return Long.parseLong(line);
    }

    /// Kills the process without warning (SIGKILL; by its handle, which leaves the stream open),
    /// and returns the seq of the last entry that it said was durable, or 0 if it said nothing
    /// more.
    long kill() throws IOException, InterruptedException {
        process.toHandle().destroyForcibly();
        process.waitFor();
        long last = 0;
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            // A line that was cut is a number as well, but a smaller one.
            last = Math.max(last, line.isEmpty() ? 0 : Long.parseLong(line));
        }
        return last;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
