package chat.carillon.loadtest.swarm;

import chat.carillon.loadtest.step.Fields;
import java.net.InetSocketAddress;

/// Who a swarm is and where it connects to. Its members are the users `u<firstUser>`, `u<firstUser + 1>` …
///
/// @param members how many sessions
/// @param connectsPerSecond how fast they are opened, at most
/// @param receiveBytes that the kernel keeps for a socket that is not read; 0: as many as it likes
public record SwarmOptions(String host, int port, int firstUser, int members, int connectsPerSecond, int receiveBytes) {
    /// The environment variable with the secret that signs the members' tokens: arguments can be read by others.
    public static final String SECRET_VARIABLE = "CARILLON_SWARM_SECRET";

    /// What a process can hold with 20,000 open files, and some to spare for the JVM.
    public static final int MAX_MEMBERS = 19_700;

    public SwarmOptions {
        if (members < 1 || members > MAX_MEMBERS) {
            throw new IllegalArgumentException("members: %d (expected: 1 to %d)".formatted(members, MAX_MEMBERS));
        }
    }

    InetSocketAddress address() {
        return new InetSocketAddress(host, port);
    }

    static SwarmOptions parse(Fields fields) {
        return new SwarmOptions(
                fields.text("host"),
                (int) fields.number("port"),
                (int) fields.number("firstUser"),
                (int) fields.number("members"),
                (int) fields.number("connectsPerSecond"),
                (int) fields.number("receiveBytes"));
    }

    /// As the process reads it from its arguments.
    public Fields fields() {
        return new Fields()
                .with("host", host)
                .with("port", port)
                .with("firstUser", firstUser)
                .with("members", members)
                .with("connectsPerSecond", connectsPerSecond)
                .with("receiveBytes", receiveBytes);
    }
}
