package chat.carillon.loadtest.storm;

import chat.carillon.loadtest.step.Fields;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// Who the clients of one process are. They are the users `u<firstUser>`, `u<firstUser + 1>` …; their
/// connections are spread over the ports as by a [Balancer].
///
/// @param ports of 127.0.0.1
/// @param clients how many
/// @param group so many of them, in the order of their numbers, are in one conversation
/// @param connectsPerSecond how fast they connect for the first time, at most
public record StormOptions(List<Integer> ports, int firstUser, int clients, int group, int connectsPerSecond) {
    /// What a process can hold with 20,000 open files; a client may have two sockets for a moment.
    public static final int MAX_CLIENTS = 17_000;

    /// Where all servers are.
    static final String HOST = "127.0.0.1";

    public StormOptions {
        ports = List.copyOf(ports);
        if (clients < 1 || clients > MAX_CLIENTS || ports.isEmpty() || group < 1) {
            throw new IllegalArgumentException("clients: %d (expected: 1 to %d)".formatted(clients, MAX_CLIENTS));
        }
    }

    static StormOptions parse(Fields fields) {
        return new StormOptions(
                Arrays.stream(fields.text("ports").split(","))
                        .map(Integer::valueOf)
                        .toList(),
                (int) fields.number("firstUser"),
                (int) fields.number("clients"),
                (int) fields.number("group"),
                (int) fields.number("connectsPerSecond"));
    }

    /// As the process reads it from its arguments.
    public Fields fields() {
        return new Fields()
                .with("ports", ports.stream().map(String::valueOf).collect(Collectors.joining(",")))
                .with("firstUser", firstUser)
                .with("clients", clients)
                .with("group", group)
                .with("connectsPerSecond", connectsPerSecond);
    }

    /// How many conversations there are.
    public int groups() {
        return (clients + group - 1) / group;
    }
}
