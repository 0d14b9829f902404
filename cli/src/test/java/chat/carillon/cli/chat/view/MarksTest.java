package chat.carillon.cli.chat.view;

import static chat.carillon.cli.chat.Scene.ANNA;
import static chat.carillon.cli.chat.Scene.BEN;
import static chat.carillon.cli.chat.Scene.GENERAL;
import static chat.carillon.cli.chat.Scene.NOW;
import static chat.carillon.cli.chat.Scene.OPS;
import static chat.carillon.cli.chat.Scene.direct;
import static chat.carillon.cli.chat.Scene.message;
import static chat.carillon.cli.chat.Scene.posted;
import static chat.carillon.cli.chat.Scene.summary;
import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.cli.chat.Scene;
import chat.carillon.cli.chat.conversation.ShownMessage;
import chat.carillon.cli.chat.model.ChatEffect;
import chat.carillon.cli.chat.model.ChatEvent;
import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import chat.carillon.protocol.PresenceStatus;
import chat.carillon.protocol.ServerFrame.Headcount;
import chat.carillon.protocol.ServerFrame.PresenceNotice;
import chat.carillon.protocol.ServerFrame.Receipt;
import chat.carillon.protocol.ServerFrame.Watermarks;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MarksTest {
    private static final UserId CLEO = new UserId("cleo");
    private static final UserId DAN = new UserId("dan");
    private static final UserId EVE = new UserId("eve");
    private static final ConversationId TO_BEN = new ConversationId("d1");

    private Scene scene = Scene.online();

    private void load(ShownMessage... messages) {
        scene.happen(new ChatEvent.HistoryLoaded(GENERAL, Long.MAX_VALUE, List.of(messages)));
        tick();
    }

    private void tick() {
        scene.happen(new ChatEvent.Ticked(NOW + 500));
    }

    private void seen(UserId user, PresenceStatus status, @Nullable Long lastSeenAt) {
        scene.happen(new ChatEvent.Seen(new PresenceNotice(user, status, lastSeenAt)));
    }

    private static Receipt receipt(UserId user, long delivered, long read) {
        return new Receipt(GENERAL, user, delivered, read);
    }

    private void counted(int members, int delivered, int read, Receipt... receipts) {
        var counts = new Watermarks(GENERAL, members, List.of(new Watermarks.Mark(10, delivered, read)));
        scene.happen(new ChatEvent.ReceiptsLoaded(counts, List.of(receipts)));
    }

    /// The rows of the messages, without what stands at their left.
    private List<String> shown() {
        return scene.screen().stream()
                .map(row -> row.substring(Math.min(row.length(), row.indexOf('│') + 1))
                        .strip())
                .filter(row -> row.contains("✓") || row.contains("message"))
                .toList();
    }

    @Test
    void watches_who_is_in_view_and_the_open_conversation() {
        scene.welcome(summary(GENERAL, "general", 10, 10, 0), direct(TO_BEN, BEN));
        load(message(9, CLEO, "one"), message(10, ANNA, "two"));
        assertThat(scene.watched()).contains(new ChatEffect.Watch(List.of(CLEO, BEN), List.of(GENERAL)));
        tick();
        assertThat(scene.watched()).isEmpty();
        scene.arrive(posted(GENERAL, 11, DAN, "three"));
        tick();
        assertThat(scene.watched()).contains(new ChatEffect.Watch(List.of(DAN, CLEO, BEN), List.of(GENERAL)));
    }

    @Test
    void shows_who_is_there_in_the_list_in_the_title_and_at_names() {
        scene.welcome(summary(GENERAL, "general", 10, 10, 0), direct(TO_BEN, BEN));
        load(message(9, BEN, "hello"));
        assertThat(scene.screenText()).contains(" @ben").doesNotContain("●@ben", "•");
        seen(BEN, PresenceStatus.ONLINE, null);
        assertThat(scene.screenText()).contains("●@ben").containsPattern("ben• +hello");
        seen(BEN, PresenceStatus.AWAY, null);
        assertThat(scene.screenText()).contains("◐@ben").doesNotContain("•");
        scene.enter("/go @ben");
        assertThat(scene.screen().getFirst()).endsWith("@ben  away");
        seen(BEN, PresenceStatus.OFFLINE, NOW - 3_600_000);
        assertThat(scene.screen().getFirst()).endsWith("@ben  last seen 13:00");
        assertThat(scene.screenText()).contains("○@ben");
        seen(BEN, PresenceStatus.OFFLINE, NOW - 86_400_000);
        assertThat(scene.screen().getFirst()).endsWith("last seen 2026-11-21 14:00");
        seen(BEN, PresenceStatus.OFFLINE, null);
        assertThat(scene.screen().getFirst()).endsWith("@ben  offline");
    }

    @Test
    void shows_how_many_are_there_and_of_another_conversation_nothing() {
        scene.happen(new ChatEvent.Counted(new Headcount(GENERAL, 10_000, 1_204)));
        assertThat(scene.screen().getFirst()).contains("#general  1,204 of 10,000 online  all about general");
        scene.happen(new ChatEvent.Counted(new Headcount(OPS, 3, 2)));
        assertThat(scene.screen().getFirst()).doesNotContain("online");
    }

    @Test
    void asks_once_how_far_the_others_have_come_and_again_in_a_new_session() {
        load(message(9, ANNA, "one"), message(10, BEN, "two"));
        assertThat(scene.effects()).containsExactly(new ChatEffect.LoadReceipts(GENERAL, 9));
        tick();
        assertThat(scene.effects()).isEmpty();
        scene.welcome(summary(GENERAL, "general", 10, 10, 0));
        tick();
        assertThat(scene.effects()).containsExactly(new ChatEffect.LoadReceipts(GENERAL, 9));
    }

    @Test
    void names_the_readers_of_own_messages_under_the_last_that_they_have_read() {
        load(message(8, ANNA, "message 8"), message(9, ANNA, "message 9"), message(10, ANNA, "message 10"));
        assertThat(shown()).hasSize(3);
        counted(4, 2, 1, receipt(ANNA, 10, 10), receipt(BEN, 10, 8), receipt(CLEO, 9, 9), receipt(DAN, 0, 0));
        assertRows(
                "message 8",
                "✓✓ read by ben, cleo",
                "message 9",
                "✓✓ read by cleo",
                "message 10",
                "✓ delivered to 1 of 3");
        scene.happen(new ChatEvent.Came(receipt(DAN, 10, 10)));
        scene.happen(new ChatEvent.Came(receipt(BEN, 10, 10)));
        scene.happen(new ChatEvent.Came(receipt(BEN, 4, 4)));
        assertRows("message 8", "message 9", "✓✓ read by all", "message 10", "✓✓ read by ben, dan");
        scene.arrive(posted(GENERAL, 11, CLEO, "I see"));
        assertRows("message 8", "message 9", "message 10", "✓✓ read by all");
    }

    private void assertRows(String... parts) {
        assertThat(shown()).hasSameSizeAs(parts);
        assertThat(shown())
                .zipSatisfy(Arrays.asList(parts), (row, part) -> assertThat(row).endsWith(part));
    }

    @Test
    void says_read_and_delivered_where_there_is_only_one_other() {
        load(message(9, ANNA, "message 9"), message(10, ANNA, "message 10"));
        counted(2, 1, 1, receipt(ANNA, 10, 10), receipt(BEN, 0, 0));
        assertRows("message 9", "message 10", "✓ sent");
        scene.happen(new ChatEvent.Came(receipt(BEN, 10, 9)));
        assertRows("message 9", "✓✓ read", "message 10", "✓✓ delivered");
    }

    @Test
    void says_how_many_of_a_crowd_have_read() {
        load(message(10, ANNA, "message 10"));
        counted(10_000, 9_001, 1);
        assertRows("message 10", "✓ delivered to 9,000 of 9,999");
        var marks = List.of(new Watermarks.Mark(11, 9_000, 3_001), new Watermarks.Mark(10, 9_500, 8_214));
        scene.happen(new ChatEvent.CrowdCame(new Watermarks(GENERAL, 10_000, marks)));
        assertRows("message 10", "✓✓ read by 8,213 of 9,999");
    }

    @Test
    void names_no_more_than_three_readers() {
        load(message(10, ANNA, "message 10"));
        counted(
                6,
                5,
                5,
                receipt(BEN, 10, 10),
                receipt(CLEO, 10, 10),
                receipt(DAN, 10, 10),
                receipt(EVE, 10, 10),
                receipt(new UserId("finn"), 10, 9));
        assertRows("message 10", "✓✓ read by 4 of 5");
    }

    @Test
    void what_another_device_has_read_is_unread_no_more() {
        scene.arrive(posted(OPS, 6, BEN, "one"));
        scene.arrive(posted(OPS, 7, BEN, "two"));
        var ops = scene.model().conversations().find(OPS).orElseThrow();
        scene.happen(new ChatEvent.Came(new Receipt(OPS, ANNA, 6, 6)));
        assertThat(ops.unread()).isEqualTo(1);
        scene.happen(new ChatEvent.Came(new Receipt(OPS, ANNA, 7, 7)));
        assertThat(ops.unread()).isZero();
    }

    @Test
    void a_new_session_begins_with_nobody_known() {
        scene.welcome(summary(GENERAL, "general", 10, 10, 0), direct(TO_BEN, BEN));
        tick();
        seen(BEN, PresenceStatus.ONLINE, null);
        assertThat(scene.screenText()).contains("●@ben");
        scene.welcome(summary(GENERAL, "general", 10, 10, 0), direct(TO_BEN, BEN));
        assertThat(scene.screenText()).contains(" @ben").doesNotContain("●@ben");
    }
}
