package chat.carillon.cli.chat.model;

import static chat.carillon.cli.chat.Scene.ANNA;
import static chat.carillon.cli.chat.Scene.BEN;
import static chat.carillon.cli.chat.Scene.GENERAL;
import static chat.carillon.cli.chat.Scene.NOW;
import static chat.carillon.cli.chat.Scene.OPS;
import static chat.carillon.cli.chat.Scene.posted;
import static chat.carillon.cli.chat.Scene.summary;
import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.cli.chat.Scene;
import chat.carillon.cli.chat.conversation.ListedConversation;
import chat.carillon.cli.chat.view.Row;
import chat.carillon.cli.chat.view.Style;
import chat.carillon.client.notification.ConversationWish;
import chat.carillon.client.notification.NotificationWishes;
import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.protocol.NotificationLevel;
import chat.carillon.protocol.QuietHours;
import chat.carillon.protocol.ServerFrame.Receipt;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AttentionTest {
    private static final long HOUR = Duration.ofHours(1).toMillis();

    private final Scene scene = Scene.online();

    private static NotificationWishes wishes(Map<ConversationId, ConversationWish> conversations) {
        return new NotificationWishes(
                NotificationLevel.ALL, NotificationLevel.ALL, NotificationLevel.MENTIONS, null, 0, true, conversations);
    }

    private void wished(boolean asked, Map<ConversationId, ConversationWish> conversations) {
        scene.happen(new ChatEvent.Wished(wishes(conversations), asked));
    }

    private ListedConversation ops() {
        return scene.model().conversations().find(OPS).orElseThrow();
    }

    private Row sidebar(String part) {
        return scene.draw().rows().stream()
                .filter(row -> row.text().startsWith(" " + part))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void asks_what_is_wanted_when_a_session_opens() {
        var welcomed = new ChatEvent.Welcomed(ANNA, List.of(summary(GENERAL, "general", 10, 10, 0)));
        assertThat(scene.model().handle(welcomed)).contains(new ChatEffect.Wish.Load(false));
    }

    @Test
    void commands_change_what_is_wanted_here() {
        scene.enter("/notify none");
        scene.enter("/notify default");
        scene.enter("/mute 1h");
        scene.enter("/mute");
        scene.enter("/unmute");
        assertThat(scene.effects())
                .containsExactly(
                        new ChatEffect.Wish.Level(GENERAL, NotificationLevel.NONE),
                        new ChatEffect.Wish.Level(GENERAL, null),
                        new ChatEffect.Wish.Mute(GENERAL, Instant.ofEpochMilli(NOW + HOUR)),
                        new ChatEffect.Wish.Mute(GENERAL, Instant.MAX),
                        new ChatEffect.Wish.Mute(GENERAL, Instant.EPOCH));
    }

    @Test
    void commands_change_what_is_wanted_everywhere() {
        scene.enter("/notify all channels");
        scene.enter("/dnd 1h");
        scene.enter("/dnd 22:00-07:00 Europe/Vienna");
        scene.enter("/dnd off");
        scene.enter("/notify");
        assertThat(scene.effects())
                .containsExactly(
                        new ChatEffect.Wish.Usual(ConversationKind.CHANNEL, NotificationLevel.ALL),
                        new ChatEffect.Wish.Snooze(Instant.ofEpochMilli(NOW + HOUR)),
                        new ChatEffect.Wish.Quiet(QuietHours.parse("22:00", "07:00", "Europe/Vienna")),
                        new ChatEffect.Wish.Disturb(),
                        new ChatEffect.Wish.Load(true));
    }

    @Test
    void a_command_that_means_a_conversation_needs_one() {
        Scene nowhere = new Scene(80, 16);
        nowhere.welcome();
        nowhere.effects();
        nowhere.enter("/mute 1h");
        assertThat(nowhere.effects()).isEmpty();
        assertThat(nowhere.screenText()).contains("No conversation is open");
    }

    @Test
    void says_what_is_so_when_the_user_asked() {
        wished(false, Map.of());
        assertThat(scene.model().notice()).isEmpty();
        wished(true, Map.of());
        assertThat(scene.screenText()).contains("#general: mentions (default).");
        wished(true, Map.of(GENERAL, new ConversationWish(NotificationLevel.ALL, 0)));
        assertThat(scene.screenText()).contains("#general: all messages.");
        wished(true, Map.of(GENERAL, new ConversationWish(null, NOW + HOUR)));
        assertThat(scene.screenText()).contains("#general: muted.");
        NotificationWishes quiet = wishes(Map.of())
                .snoozedUntil(Instant.ofEpochMilli(NOW + HOUR))
                .quietHours(QuietHours.parse("22:00", "07:00", "Europe/Vienna"));
        scene.happen(new ChatEvent.Wished(quiet, true));
        assertThat(scene.model().notice().orElseThrow().sentence())
                .isEqualTo("#general: mentions (default). Nothing for 60 min. "
                        + "Quiet from 22:00 to 07:00 (Europe/Vienna).");
    }

    @Test
    void the_title_says_what_is_not_as_usual() {
        wished(false, Map.of(GENERAL, new ConversationWish(null, NOW + HOUR)));
        assertThat(scene.screenText()).contains("#general  muted until 15:00  all about");
        wished(false, Map.of(GENERAL, new ConversationWish(null, ConversationWish.FOREVER)));
        assertThat(scene.screenText()).contains("#general  muted  all about");
        wished(false, Map.of(GENERAL, new ConversationWish(NotificationLevel.NONE, 0)));
        assertThat(scene.screenText()).contains("#general  told of nothing  all about");
        scene.happen(new ChatEvent.Wished(wishes(Map.of()).snoozedUntil(Instant.ofEpochMilli(NOW + HOUR)), false));
        assertThat(scene.screenText()).contains("#general  do not disturb  all about");
    }

    @Test
    void mute_ends_by_itself() {
        wished(false, Map.of(GENERAL, new ConversationWish(null, NOW + HOUR)));
        scene.happen(new ChatEvent.Ticked(NOW + HOUR));
        assertThat(scene.screenText()).doesNotContain("muted");
    }

    @Test
    void the_list_tells_mentions_from_what_is_merely_unread() {
        scene.arrive(posted(OPS, 6, BEN, "one"));
        assertThat(sidebar("#ops").text()).contains(" 1 │");
        scene.arrive(posted(OPS, 7, BEN, "@anna, two"));
        assertThat(sidebar("#ops").text()).contains(" @1 2 │");
        assertThat(sidebar("#ops").spans()).contains(new Row.Span("@1", Style.MENTION));
    }

    @Test
    void what_is_muted_stands_back_but_not_what_means_the_user() {
        wished(false, Map.of(OPS, new ConversationWish(null, ConversationWish.FOREVER)));
        scene.arrive(posted(OPS, 6, BEN, "@everyone, one"));
        assertThat(sidebar("#ops").spans())
                .contains(new Row.Span("@1", Style.MENTION))
                .noneMatch(span -> span.style() == Style.STRONG);
    }

    @Test
    void asks_how_much_is_unread_when_another_device_has_read_a_part() {
        scene.welcome(summary(GENERAL, "general", 10, 10, 0), summary(OPS, "ops", 20, 5, 10));
        scene.effects();
        scene.happen(new ChatEvent.Came(new Receipt(OPS, ANNA, 15, 15)));
        assertThat(ops().unread()).isEqualTo(5);
        scene.happen(new ChatEvent.Ticked(NOW + 250));
        assertThat(scene.effects()).containsExactly(new ChatEffect.Count(OPS));
        // The server had not written it down yet.
        scene.happen(new ChatEvent.Recounted(summary(OPS, "ops", 20, 5, 10)));
        scene.happen(new ChatEvent.Ticked(NOW + 500));
        assertThat(scene.effects()).isEmpty();
        scene.happen(new ChatEvent.Ticked(NOW + 2_000));
        assertThat(scene.effects()).containsExactly(new ChatEffect.Count(OPS));
        scene.happen(new ChatEvent.Recounted(summary(OPS, "ops", 20, 15, 3)));
        assertThat(ops().unread()).isEqualTo(3);
        scene.happen(new ChatEvent.Ticked(NOW + 4_000));
        assertThat(scene.effects()).isEmpty();
    }
}
