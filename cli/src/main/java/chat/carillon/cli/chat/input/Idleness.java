package chat.carillon.cli.chat.input;

import chat.carillon.protocol.PresenceStatus;
import java.time.Duration;
import java.util.Optional;

/// Whether somebody is at the keyboard. Who is not, is away, and their other devices are told of what comes. Confined
/// to the thread of the screen.
public final class Idleness {
    public static final Duration AWAY_AFTER = Duration.ofMinutes(5);

    private long touchedAtMillis;
    private boolean away;

    /// @return what the user is from now on, if that is something else
    public Optional<PresenceStatus> press(Key key, long nowMillis) {
        // These come by themselves.
        if (key == Key.Action.REDRAW || key == Key.Action.FOCUS_LOST) {
            return Optional.empty();
        }
        touchedAtMillis = nowMillis;
        return become(false);
    }

    /// @return what the user is from now on, if that is something else
    public Optional<PresenceStatus> tick(long nowMillis) {
        if (touchedAtMillis == 0 || nowMillis < touchedAtMillis) {
            touchedAtMillis = nowMillis;
        }
        return nowMillis - touchedAtMillis >= AWAY_AFTER.toMillis() ? become(true) : Optional.empty();
    }

    private Optional<PresenceStatus> become(boolean nowAway) {
        if (away == nowAway) {
            return Optional.empty();
        }
        away = nowAway;
        return Optional.of(away ? PresenceStatus.AWAY : PresenceStatus.ONLINE);
    }
}
