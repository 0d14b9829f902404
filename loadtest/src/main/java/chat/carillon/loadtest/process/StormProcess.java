package chat.carillon.loadtest.process;

import chat.carillon.loadtest.machine.Cores;
import chat.carillon.loadtest.step.Fields;
import chat.carillon.loadtest.storm.StormMain;
import chat.carillon.loadtest.storm.StormOptions;
import chat.carillon.loadtest.storm.StormResult;
import chat.carillon.loadtest.swarm.SwarmOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A process of clients that come back by themselves, from the side of who drives it. Confined to one thread.
public final class StormProcess implements AutoCloseable {
    /// A process that is busy with a storm answers late.
    private static final Duration SILENCE = Duration.ofMinutes(2);

    private final LineProcess process;
    private final StormOptions options;

    StormProcess(LineProcess process, StormOptions options) {
        this.process = process;
        this.options = options;
    }

    /// Starts it; nothing is connected yet.
    ///
    /// @param secret that signs the clients' tokens
    public static StormProcess start(StormOptions options, String secret, Path logFile) throws IOException {
        ChildJvm jvm = new ChildJvm(
                StormMain.class.getName(),
                ChildJvm.NETTY_OPTIONS,
                List.of(options.fields().toString().split(" ")),
                Map.of(SwarmOptions.SECRET_VARIABLE, secret),
                logFile);
        var storm = new StormProcess(new LineProcess("the storm", jvm.startSpeaking(Cores.ANY, -1)), options);
        Fields _ = storm.answer("ready");
        return storm;
    }

    public StormOptions options() {
        return options;
    }

    /// How the clients are now.
    ///
    /// @param synced those with a session and without a gap
    /// @param joined those that know their conversation
    /// @param note the first thing that went wrong; `-` if nothing did
    public record State(int open, int synced, int joined, String note) {}

    /// Has all clients connect, and stay connected.
    public void connect() throws IOException {
        Fields _ = call("connect");
    }

    /// The storm begins now.
    public void mark(long nanos) throws IOException {
        Fields _ = call("mark nanos=" + nanos);
    }

    /// The log of a conversation ends with `seq`.
    public void expect(int group, long seq) throws IOException {
        Fields _ = call("expect group=" + group + " seq=" + seq);
    }

    public State state() throws IOException {
        Fields state = call("state");
        return new State(
                (int) state.number("open"),
                (int) state.number("synced"),
                (int) state.number("joined"),
                state.text("note").replace('_', ' '));
    }

    public StormResult result() throws IOException {
        return StormResult.parse(call("result"));
    }

    /// One after the other: who writes into the conversations asks while another thread waits for the clients.
    private synchronized Fields call(String line) throws IOException {
        process.say(line);
        return answer(line.split(" ", 2)[0]);
    }

    private Fields answer(String word) throws IOException {
        while (true) {
            String line = process.next(SILENCE);
            String[] words = line.split(" ", 3);
            if (words[0].equals("storm") && words.length > 1) {
                if (words[1].equals(word)) {
                    return Fields.parse(line);
                }
                throw new IOException("The storm's process failed: " + line);
            }
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
