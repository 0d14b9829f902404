package chat.carillon.loadtest.process;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A child process that is spoken to in lines.
final class LineProcess implements AutoCloseable {
    private static final String END = "\0";

    private final String name;
    private final Process process;
    private final BufferedWriter input;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    LineProcess(String name, Process process) {
        this.name = name;
        this.process = process;
        this.input = process.outputWriter(StandardCharsets.US_ASCII);
        Thread.ofVirtual().name("lines of " + name).start(this::pump);
    }

    private void pump() {
        try (BufferedReader output = process.inputReader(StandardCharsets.US_ASCII)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            lines.add("read failed: " + e.getMessage());
        } finally {
            lines.add(END);
        }
    }

    long pid() {
        return process.pid();
    }

    void say(String line) throws IOException {
        synchronized (input) {
            input.write(line);
            input.newLine();
            input.flush();
        }
    }

    /// The next line.
    ///
    /// @throws IOException if the process ended, or says nothing for so long
    String next(Duration timeout) throws IOException {
        try {
            String line = lines.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
            if (line == null) {
                throw new IOException("%s said nothing for %d s.".formatted(name, timeout.toSeconds()));
            }
            if (line.equals(END)) {
                lines.add(END);
                throw new IOException("%s ended by itself.".formatted(name));
            }
            return line;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
