package chat.carillon.services.network;

import java.time.Duration;

/// What becomes of the bytes on a link, each way: nothing is lost, as TCP has it, but it comes late or not before the
/// weather changes.
///
/// @param requests from the clients to the server
/// @param replies from the server to the clients
public record Weather(Way requests, Way replies) {
    /// Everything passes at once.
    public static final Weather CLEAR = new Weather(Way.FREE, Way.FREE);

    /// A cut that neither side is told of: connections stay, and nothing passes.
    public static final Weather SILENCE = new Weather(Way.BLOCKED, Way.BLOCKED);

    /// The server does not hear its clients any more; they hear the server.
    public static final Weather REQUESTS_LOST = new Weather(Way.BLOCKED, Way.FREE);

    /// The clients do not hear the server any more; it hears them.
    public static final Weather REPLIES_LOST = new Weather(Way.FREE, Way.BLOCKED);

    /// A link of so long a round trip.
    public static Weather roundTrip(Duration time) {
        var half = new Way(time.dividedBy(2), false);
        return new Weather(half, half);
    }

    /// One direction.
    ///
    /// @param delay of each byte
    /// @param blocked whether nothing passes
    public record Way(Duration delay, boolean blocked) {
        static final Way FREE = new Way(Duration.ZERO, false);
        static final Way BLOCKED = new Way(Duration.ZERO, true);
    }
}
