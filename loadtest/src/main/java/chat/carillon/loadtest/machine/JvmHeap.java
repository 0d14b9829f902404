package chat.carillon.loadtest.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Looks into the heap of another JVM through `jcmd`.
public final class JvmHeap {
    private static final long TIMEOUT_SECONDS = 60;

    private JvmHeap() {}

    /// Bytes of live objects, after a full collection.
    ///
    /// @throws IOException if the process is no JVM of this user
    public static long liveBytes(long pid) throws IOException {
        String histogram = jcmd(pid, "GC.class_histogram");
        String[] total = histogram
                .lines()
                .filter(line -> line.startsWith("Total"))
                .reduce((_, last) -> last)
                .orElseThrow(() -> new IOException("The heap of process %d cannot be read.".formatted(pid)))
                .split(" +");
        return Long.parseLong(total[2]);
    }

    private static String jcmd(long pid, String command) throws IOException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process process = new ProcessBuilder(List.of(jcmd.toString(), Long.toString(pid), command))
                .redirectErrorStream(true)
                .start();
        // It may wait for ever for a JVM that does not answer; ending it ends the reading too.
        var _ = process.onExit()
                .completeOnTimeout(process, TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .thenAccept(Process::destroyForcibly);
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
