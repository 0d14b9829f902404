package chat.carillon.services.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Programs of the machine that are run to their end.
public final class Commands {
    private static final int MAX_SECONDS = 120;

    private Commands() {}

    /// A command for PostgreSQL, which does not run as root: then it runs in a namespace in which
    /// root is nobody, and files still are its own.
    public static List<String> unprivileged(List<String> command) {
        if (!System.getProperty("user.name").equals("root")) {
            return command;
        }
        var inNamespace = new ArrayList<>(List.of("unshare", "--user"));
        inNamespace.addAll(command);
        return inNamespace;
    }

    public static void run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        await(process, command.getFirst());
    }

    /// As above, in this directory.
    ///
    /// @return what it wrote
    public static String run(Path directory, Map<String, String> environment, List<String> command) throws IOException {
        var builder = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        return await(process, command.getFirst());
    }

    /// Waits for its end, which must be a success.
    ///
    /// @return what it wrote
    public static String await(Process process, String name) throws IOException {
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(MAX_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("%s takes longer than %d s".formatted(name, MAX_SECONDS));
            }
            if (process.exitValue() != 0) {
                throw new IOException("%s failed (%d): %s".formatted(name, process.exitValue(), output.strip()));
            }
            return output;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            throw new IOException("interrupted while waiting for " + name, e);
        }
    }

    public static void deleteTree(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
