package chat.carillon.loadtest.swarm;

import chat.carillon.loadtest.step.Fields;
import chat.carillon.loadtest.step.StepOptions;
import chat.carillon.loadtest.wire.AppToken;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/// The process of a swarm: `SwarmMain host=… port=… firstUser=… members=… connectsPerSecond=…`.
///
/// Commands on standard input, a line each: `connect`, `step …` (a [StepOptions]), `elsewhere count=…`,
/// `expect count=…`, `freeze`, `thaw`, `ack`, `silence`, `progress seq=…`, `state`, `quit`. Answers on standard output
/// begin with `swarm`. The end of the input ends it too, so that a swarm never outlives who started it.
public final class SwarmMain {
    private SwarmMain() {}

    /// Runs until it is told to quit.
    public static void main(String[] arguments) throws IOException {
        SwarmOptions options = SwarmOptions.parse(Fields.parse(String.join(" ", arguments)));
        String secret = System.getenv(SwarmOptions.SECRET_VARIABLE);
        if (secret == null) {
            throw new IllegalArgumentException(SwarmOptions.SECRET_VARIABLE + " is not set");
        }
        var group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
        EventLoop loop = group.next();
        AppToken tokens = new AppToken(secret, Instant.now());
        Swarm swarm = new Swarm(options, tokens, loop, line -> System.out.println("swarm " + line));
        System.out.println("swarm ready");
        var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line = input.readLine(); line != null && !line.equals("quit"); line = input.readLine()) {
            String command = line;
            loop.execute(() -> obey(swarm, command));
        }
        // No goodbyes: the server must cope with clients that vanish.
        Runtime.getRuntime().halt(0);
    }

    private static void obey(Swarm swarm, String line) {
        String command = line.split(" ", 2)[0];
        Fields fields = Fields.parse(line);
        try {
            switch (command) {
                case "connect" -> swarm.connect();
                case "step" -> swarm.begin(Step.of(swarm, StepOptions.parse(fields)));
                case "elsewhere" -> swarm.step().completeElsewhere((int) fields.number("count"));
                case "expect" -> swarm.step().expect(fields.number("count"));
                case "freeze" -> swarm.read(false);
                case "thaw" -> swarm.read(true);
                case "ack" -> swarm.ack();
                case "silence" -> swarm.say("silent acks=" + swarm.silence());
                case "progress" -> {
                    int complete = swarm.complete(fields.number("seq"));
                    swarm.say("progress complete=" + complete + " headSeq=" + swarm.headSeq());
                }
                case "state" -> swarm.say("state " + swarm.state());
                default -> swarm.say("failed unknown command " + command);
            }
        } catch (RuntimeException e) {
            swarm.say("failed " + e);
        }
    }
}
