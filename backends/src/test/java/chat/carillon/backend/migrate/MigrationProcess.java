package chat.carillon.backend.migrate;

import chat.carillon.backend.migrate.Migration.Mode;
import chat.carillon.backend.postgres.PostgresOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// A process that migrates, and writes a line whenever it is told how far it is; then it waits for a byte, while there
/// may
/// come one. Can be killed.
final class MigrationProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    private MigrationProcess(Process process) {
        this.process = process;
        output = process.inputReader(StandardCharsets.US_ASCII);
    }

    static MigrationProcess start(Place from, Place to) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new MigrationProcess(new ProcessBuilder(
                        java,
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MigrationProcess.class.getName(),
                        argument(from),
                        argument(to))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    private static String argument(Place place) {
        return switch (place) {
            case Place.Directory(Path path) -> path.toString();
            case Place.Database(PostgresOptions options) -> options.url();
        };
    }

    private static Place place(String argument) {
        return argument.startsWith("jdbc:")
                ? new Place.Database(PostgresOptions.of(argument))
                : new Place.Directory(Path.of(argument));
    }

    /// What the process does. Its arguments: from where, to where.
    public static void main(String[] arguments) {
        var listener = new MigrationListener() {
            @Override
            public void phase(String what) {}

            @Override
            public void at(long done, long total) {
                System.out.println(done);
                try {
                    // -1 at once when nobody is going to send any.
                    int _ = System.in.read();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
        var result = Migration.run(place(arguments[0]), place(arguments[1]), Mode.MOVE, Stores.SMALL, listener);
        System.out.println(result instanceof MigrationResult.Equal ? "equal" : "different");
    }

    /// Lets it write so many lines, kills the process without warning (SIGKILL), and returns the last line it wrote.
    String killAfter(int lines) throws IOException, InterruptedException {
        for (int i = 0; i < lines; i++) {
            process.getOutputStream().write('.');
            process.getOutputStream().flush();
            if (output.readLine() == null) {
                throw new IOException("the process ended by itself");
            }
        }
        process.toHandle().destroyForcibly();
        process.waitFor();
        return last();
    }

    /// The last line, when the process has ended; it waits for nothing any more.
    String last() throws IOException {
        process.getOutputStream().close();
        String last = "";
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            last = line;
        }
        return last;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
