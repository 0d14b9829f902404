package chat.carillon.cli.chat.model;

import chat.carillon.cli.chat.input.Key;
import chat.carillon.protocol.PresenceStatus;
import java.time.Duration;
import java.util.List;

/// Whether somebody is at the keyboard. Who is not, is away, and their other devices are told of what comes. Confined
/// to the thread of the screen.
final class Presence {
    static final Duration AWAY_AFTER = Duration.ofMinutes(5);

    private long touchedAtMillis;
    private boolean away;

    void press(Key key, long nowMillis, List<ChatEffect> effects) {
        // The last two come by themselves.
        if (key != Key.Action.REDRAW && key != Key.Action.FOCUS_LOST) {
            touchedAtMillis = nowMillis;
            say(false, effects);
        }
    }

    void tick(long nowMillis, List<ChatEffect> effects) {
        if (touchedAtMillis == 0 || nowMillis < touchedAtMillis) {
            touchedAtMillis = nowMillis;
        }
        if (nowMillis - touchedAtMillis >= AWAY_AFTER.toMillis()) {
            say(true, effects);
        }
    }

    private void say(boolean nowAway, List<ChatEffect> effects) {
        if (away != nowAway) {
            away = nowAway;
            effects.add(new ChatEffect.SetPresence(away ? PresenceStatus.AWAY : PresenceStatus.ONLINE));
        }
    }
}
