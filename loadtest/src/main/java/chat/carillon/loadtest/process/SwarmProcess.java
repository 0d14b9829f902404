package chat.carillon.loadtest.process;

import chat.carillon.loadtest.machine.Cores;
import chat.carillon.loadtest.step.Fields;
import chat.carillon.loadtest.step.StepOptions;
import chat.carillon.loadtest.step.StepResult;
import chat.carillon.loadtest.swarm.SwarmMain;
import chat.carillon.loadtest.swarm.SwarmOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/// One swarm process, from the side of who drives it.
final class SwarmProcess implements AutoCloseable {
    private static final Duration START_TIMEOUT = Duration.ofMinutes(2);

    /// The longest without any sign: connections are told in hundreds, and a step's end within its drain.
    private static final Duration SILENCE = Duration.ofSeconds(90);

    private final LineProcess process;
    private final SwarmOptions options;

    private SwarmProcess(LineProcess process, SwarmOptions options) {
        this.process = process;
        this.options = options;
    }

    static SwarmProcess start(Cores cores, SwarmOptions options, String secret, Path logFile) throws IOException {
        ChildJvm jvm = new ChildJvm(
                SwarmMain.class.getName(),
                ChildJvm.NETTY_OPTIONS,
                List.of(options.fields().toString().split(" ")),
                Map.of(SwarmOptions.SECRET_VARIABLE, secret),
                logFile);
        Process child = jvm.startSpeaking(cores, cores.load());
        LineProcess process = new LineProcess("the swarm", child);
        SwarmProcess swarm = new SwarmProcess(process, options);
        swarm.await("ready", START_TIMEOUT, _ -> {});
        return swarm;
    }

    SwarmOptions options() {
        return options;
    }

    long pid() {
        return process.pid();
    }

    /// Opens all connections.
    ///
    /// @param progress told now and then how many are open
    void connect(IntConsumer progress) throws IOException {
        process.say("connect");
        Fields end = await("connected", SILENCE, fields -> progress.accept((int) fields.number("open")));
        if (end.number("failed") > 0) {
            throw new IOException(
                    "%d of %d connections failed: %s.".formatted(end.number("failed"), options.members(), reason(end)));
        }
    }

    /// Waits until every member was told that it joined a conversation.
    void awaitJoined() throws IOException {
        await("joined", SILENCE, _ -> {});
    }

    void begin(StepOptions step) throws IOException {
        process.say("step " + step.fields());
    }

    /// @param progress told by a process that only receives how many messages its members have
    StepResult awaitResult(StepOptions step, IntConsumer progress) throws IOException {
        Duration timeout = step.duration().plus(step.drain()).plus(SILENCE);
        return StepResult.parse(await("result", timeout, fields -> progress.accept((int) fields.number("count"))));
    }

    void completeElsewhere(int count) throws IOException {
        process.say("elsewhere count=" + count);
    }

    void expect(long messages) throws IOException {
        process.say("expect count=" + messages);
    }

    /// Has the members read nothing any more, or read again.
    void read(boolean reading) throws IOException {
        process.say(reading ? "thaw" : "freeze");
    }

    /// Has the members say once a second how far they have come.
    void ack() throws IOException {
        process.say("ack");
    }

    /// Has them say it no more.
    ///
    /// @return how often they did
    long silence() throws IOException {
        process.say("silence");
        return await("silent", SILENCE, _ -> {}).number("acks");
    }

    /// How many members have everything up to `seq`.
    int complete(long seq) throws IOException {
        process.say("progress seq=" + seq);
        return (int) await("progress", SILENCE, _ -> {}).number("complete");
    }

    /// The highest seq that a member has.
    long headSeq() throws IOException {
        process.say("progress seq=0");
        return await("progress", SILENCE, _ -> {}).number("headSeq");
    }

    /// The first thing that went wrong; `-` if nothing did.
    String note() throws IOException {
        process.say("state");
        return reason(await("state", SILENCE, _ -> {}));
    }

    private static String reason(Fields fields) {
        return fields.text("note").replace('_', ' ');
    }

    /// Skips to the answer that begins with `word`; other answers on the way are progress.
    private Fields await(String word, Duration silence, Consumer<Fields> progress) throws IOException {
        while (true) {
            String line = process.next(silence);
            String[] words = line.split(" ", 3);
            if (!words[0].equals("swarm") || words.length < 2) {
                continue;
            }
            Fields fields = Fields.parse(line);
            if (words[1].equals("failed")) {
                throw new IOException("The swarm failed: " + line);
            }
            if (words[1].equals(word)) {
                return fields;
            }
            if (words[1].equals("connecting") || words[1].equals("complete")) {
                progress.accept(fields);
            }
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
