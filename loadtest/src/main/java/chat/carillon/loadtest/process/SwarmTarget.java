package chat.carillon.loadtest.process;

/// Where a swarm connects to, and as whom.
///
/// @param firstUser members are the users `u<firstUser>` and following
/// @param connectsPerSecond how fast it connects, at most
/// @param secret that signs the members' tokens
public record SwarmTarget(String host, int port, int firstUser, int connectsPerSecond, String secret) {
    @Override
    public String toString() {
        return "SwarmTarget[%s:%d, from u%d]".formatted(host, port, firstUser);
    }
}
