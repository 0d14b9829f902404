package chat.carillon.cli.chat.model;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.cli.chat.Scene;
import chat.carillon.cli.chat.input.Idleness;
import chat.carillon.cli.chat.input.Key;
import chat.carillon.protocol.PresenceStatus;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class IdlenessTest {
    private static final ChatEffect AWAY = new ChatEffect.SetPresence(PresenceStatus.AWAY);
    private static final ChatEffect BACK = new ChatEffect.SetPresence(PresenceStatus.ONLINE);
    private static final Duration ALMOST = Idleness.AWAY_AFTER.minusMillis(1);

    private final Scene scene = Scene.online();

    private void pass(Duration time) {
        scene.happen(new ChatEvent.Ticked(scene.model().nowMillis() + time.toMillis()));
    }

    @Test
    void who_presses_nothing_for_long_is_away_and_is_said_so_once() {
        pass(ALMOST);
        assertThat(scene.effects()).doesNotContain(AWAY);
        pass(Duration.ofMillis(1));
        pass(Duration.ofHours(1));
        assertThat(scene.effects()).containsOnlyOnce(AWAY);
    }

    @Test
    void who_comes_back_is_said_to_be_there() {
        pass(Idleness.AWAY_AFTER);
        scene.happen(new ChatEvent.Pressed(new Key.Typed("h")));
        assertThat(scene.effects()).endsWith(BACK);
        pass(ALMOST);
        assertThat(scene.effects()).doesNotContain(AWAY);
    }

    @Test
    void a_window_that_another_one_covers_or_that_is_drawn_anew_is_not_somebody() {
        pass(ALMOST);
        scene.happen(new ChatEvent.Pressed(Key.Action.FOCUS_LOST));
        scene.happen(new ChatEvent.Pressed(Key.Action.REDRAW));
        pass(Duration.ofMillis(1));
        assertThat(scene.effects()).contains(AWAY);
    }
}
