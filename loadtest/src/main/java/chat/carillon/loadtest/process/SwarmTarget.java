package chat.carillon.loadtest.process;

/// Where a swarm connects to, and as whom.
///
/// @param firstUser members are the users `u<firstUser>` and following
/// @param connectsPerSecond how fast it connects, at most
/// @param secret that signs the members' tokens
/// @param receiveBytes see [chat.carillon.loadtest.swarm.SwarmOptions]
public record SwarmTarget(
        String host, int port, int firstUser, int connectsPerSecond, String secret, int receiveBytes) {

    /// With sockets as the kernel makes them.
    public SwarmTarget(String host, int port, int firstUser, int connectsPerSecond, String secret) {
        this(host, port, firstUser, connectsPerSecond, secret, 0);
    }

    @Override
    public String toString() {
        return "SwarmTarget[%s:%d, from u%d]".formatted(host, port, firstUser);
    }
}
