package chat.carillon.loadtest.storm;

import chat.carillon.loadtest.step.Fields;
import chat.carillon.loadtest.swarm.SwarmOptions;
import chat.carillon.loadtest.wire.AppToken;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/// The process of a part of a storm: `StormMain` and the fields of [StormOptions].
///
/// Commands on standard input, a line each: `connect`, `mark nanos=…` (the storm begins: what follows is counted),
/// `expect group=… seq=…` (the log of a conversation ends there), `state`, `result`, `quit`. Answers on standard output
/// begin with `storm `. The end of the input ends it too.
public final class StormMain {
    private StormMain() {}

    /// Runs until it is told to quit.
    public static void main(String[] arguments) throws IOException {
        StormOptions options = StormOptions.parse(Fields.parse(String.join(" ", arguments)));
        String secret = System.getenv(SwarmOptions.SECRET_VARIABLE);
        if (secret == null) {
            throw new IllegalArgumentException(SwarmOptions.SECRET_VARIABLE + " is not set");
        }
        var loops = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
        EventLoop loop = loops.next();
        var storm = new Storm(options, new AppToken(secret, Instant.now()), loop);
        System.out.println("storm ready");
        var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line = input.readLine(); line != null && !line.equals("quit"); line = input.readLine()) {
            String command = line;
            loop.execute(() -> System.out.println("storm " + obey(storm, command)));
        }
        // No goodbyes: the server must cope with clients that vanish.
        Runtime.getRuntime().halt(0);
    }

    private static String obey(Storm storm, String line) {
        String command = line.split(" ", 2)[0];
        Fields fields = Fields.parse(line);
        try {
            return command
                    + " "
                    + switch (command) {
                        case "connect" -> storm.connect();
                        case "mark" -> storm.mark(fields.number("nanos"));
                        case "expect" -> storm.expect((int) fields.number("group"), fields.number("seq"));
                        case "state" -> storm.state();
                        case "result" -> storm.result().fields();
                        default -> throw new IllegalArgumentException("unknown command");
                    };
        } catch (RuntimeException e) {
            return "failed " + e;
        }
    }
}
