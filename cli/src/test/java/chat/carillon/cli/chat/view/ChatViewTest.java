package chat.carillon.cli.chat.view;

import static chat.carillon.cli.chat.Scene.ANNA;
import static chat.carillon.cli.chat.Scene.BEN;
import static chat.carillon.cli.chat.Scene.GENERAL;
import static chat.carillon.cli.chat.Scene.NOW;
import static chat.carillon.cli.chat.Scene.OPS;
import static chat.carillon.cli.chat.Scene.entry;
import static chat.carillon.cli.chat.Scene.message;
import static chat.carillon.cli.chat.Scene.posted;
import static chat.carillon.cli.chat.Scene.summary;
import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.cli.chat.Scene;
import chat.carillon.cli.chat.conversation.ShownMessage;
import chat.carillon.cli.chat.input.HelpText;
import chat.carillon.cli.chat.input.Key;
import chat.carillon.cli.chat.model.ChatEffect;
import chat.carillon.cli.chat.model.ChatEvent;
import chat.carillon.cli.chat.model.Link;
import chat.carillon.cli.chat.model.Overlay;
import chat.carillon.cli.text.Columns;
import chat.carillon.model.EntryBody;
import chat.carillon.model.UserId;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatViewTest {
    private final Scene scene = Scene.online();

    private static List<ShownMessage> messages(long first, long last) {
        return LongStream.rangeClosed(first, last)
                .mapToObj(seq -> message(seq, BEN, "m" + seq))
                .toList();
    }

    @Test
    void draws_list_history_input_and_status() {
        scene.arrive(posted(GENERAL, 11, BEN, "hello all"));
        scene.arrive(posted(OPS, 6, BEN, "@anna: look"));
        scene.happen(new ChatEvent.SomeoneTypes(GENERAL, List.of(BEN)));
        scene.type("hi ben");
        assertThat(scene.screen())
                .containsExactly(
                        "Carillon anna       │ #general  all about general",
                        "                    │",
                        "Channels            │",
                        " #general           │",
                        " #ops            @1 │",
                        "                    │",
                        "                    │",
                        "                    │",
                        "                    │",
                        "                    │",
                        "                    │            This is the beginning of #general.",
                        "                    │── Today ──────────────────────────────────────────────────",
                        "                    │ 13:50 ben       hello all",
                        "                    │── ben is typing … ────────────────────────────────────────",
                        "                    │› hi ben",
                        "● online  F1 help  Ctrl+K switch");
        Frame frame = scene.draw();
        assertThat(frame.cursorRow()).isEqualTo(14);
        assertThat(frame.cursorColumn()).isEqualTo(29);
    }

    @Test
    void separates_days_and_authors_but_not_what_one_says_in_a_row() {
        long yesterday = NOW - 86_400_000;
        scene.happen(new ChatEvent.WasReset(GENERAL));
        var old = message(1, BEN, "old").at(1, yesterday, new ShownMessage.Delivery.Sent());
        scene.happen(new ChatEvent.HistoryLoaded(
                GENERAL,
                Long.MAX_VALUE,
                List.of(old, message(2, BEN, "new day"), message(3, BEN, "same"), message(4, ANNA, "other"))));
        assertThat(scene.screenText())
                .containsSubsequence("── Yesterday ─", "14:00 ben       old", "── Today ─", "13:50 ben       new day")
                .containsPattern("│ {17}same\n")
                .containsPattern("13:50 anna {6}other");
    }

    @Test
    void shows_what_became_of_messages() {
        scene.arrive(posted(GENERAL, 11, BEN, "first"));
        scene.arrive(posted(GENERAL, 12, BEN, "second"));
        scene.arrive(entry(GENERAL, 13, BEN, new EntryBody.Edited(11, "better")));
        scene.arrive(entry(GENERAL, 14, BEN, new EntryBody.Deleted(12)));
        scene.arrive(entry(GENERAL, 15, ANNA, new EntryBody.ReactionAdded(11, "👍")));
        scene.arrive(entry(GENERAL, 16, BEN, new EntryBody.Posted("yes", 11L, null, List.of())));
        scene.arrive(posted(GENERAL, 17, BEN, "/me waves"));
        scene.enter("mine");
        assertThat(scene.screenText())
                .contains("better (edited)", "(deleted)", "👍 1", "↪ ben: better", "ben waves")
                .containsPattern("│◌14:00 anna {6}mine");
    }

    @Test
    void tells_of_joins_and_topics() {
        scene.arrive(entry(GENERAL, 11, BEN, new EntryBody.MembersJoined(List.of(BEN))));
        scene.arrive(entry(GENERAL, 12, BEN, new EntryBody.Renamed(null, "fresh topic")));
        assertThat(scene.screenText())
                .contains("ben joined", "ben set the topic: fresh topic")
                .contains("#general  fresh topic");
    }

    @ParameterizedTest
    @CsvSource({
        "0, '○ offline, reconnecting '",
        "4500, '○ offline, reconnecting in 5 s'",
        "60000, '○ offline, reconnecting in 60 s'"
    })
    void says_when_it_tries_again(long waitMillis, String status) {
        scene.happen(new ChatEvent.LinkChanged(new Link.Offline(NOW + waitMillis)));
        assertThat(scene.screen().getLast()).startsWith(status);
    }

    @Test
    void loads_older_messages_when_the_top_is_reached_and_stays_where_it_is() {
        scene.happen(new ChatEvent.WasReset(GENERAL));
        scene.happen(new ChatEvent.HistoryLoaded(GENERAL, Long.MAX_VALUE, messages(51, 100)));
        scene.effects();
        for (int i = 0; i < 8; i++) {
            scene.press(Key.Action.PAGE_UP);
            List<String> _ = scene.screen();
        }
        assertThat(scene.effects()).containsExactly(new ChatEffect.LoadHistory(GENERAL, 51, 50));
        List<String> before = scene.screen().subList(4, 12);
        scene.happen(new ChatEvent.HistoryLoaded(GENERAL, 51, messages(1, 50)));
        assertThat(scene.screen().subList(4, 12)).isEqualTo(before);
        scene.arrive(posted(GENERAL, 101, BEN, "meanwhile"));
        assertThat(scene.screen().subList(4, 12)).isEqualTo(before);
        assertThat(scene.screenText()).contains("there is more below");
        scene.press(Key.Action.ESCAPE);
        assertThat(scene.screenText()).contains("meanwhile").doesNotContain("more below");
    }

    @Test
    void follows_again_when_it_is_scrolled_to_the_end() {
        scene.happen(new ChatEvent.WasReset(GENERAL));
        scene.happen(new ChatEvent.HistoryLoaded(GENERAL, Long.MAX_VALUE, messages(51, 100)));
        scene.press(Key.Action.PAGE_UP);
        assertThat(scene.screenText()).doesNotContain("m100");
        scene.press(Key.Action.PAGE_DOWN);
        assertThat(scene.screenText()).contains("m100");
        assertThat(scene.model().viewport().scroll()).isEmpty();
    }

    @Test
    void scrolls_to_the_marked_message() {
        scene.happen(new ChatEvent.WasReset(GENERAL));
        scene.happen(new ChatEvent.HistoryLoaded(GENERAL, Long.MAX_VALUE, messages(51, 100)));
        for (int i = 0; i < 30; i++) {
            scene.press(Key.Action.MARK_UP);
        }
        assertThat(scene.screenText()).contains("m71").doesNotContain("m100");
        for (int i = 0; i < 30; i++) {
            scene.press(Key.Action.MARK_DOWN);
        }
        assertThat(scene.screenText()).contains("m100");
    }

    @Test
    void draws_help_switcher_and_results() {
        scene.press(Key.Action.HELP);
        assertThat(scene.screenText()).contains("/join CHANNEL", "join a channel, or go to it");
        scene.press(Key.Action.ESCAPE, Key.Action.SWITCH);
        scene.type("ops");
        assertThat(scene.screenText()).contains("Go to: ops", "  #ops");
        scene.press(Key.Action.ESCAPE);
        var hit = new Overlay.Hit(OPS, 3, BEN, NOW, "a \u0002needle\u0003 here");
        scene.happen(new ChatEvent.Found("needle", List.of(hit)));
        assertThat(scene.screenText()).contains("2026-11-22 14:00 #ops ben: a needle here");
    }

    @Test
    void is_not_impressed_by_hostile_text() {
        String evil = "\u001b[2J\u202e" + "\u0301".repeat(99) + "x".repeat(5_000) + "\u0007👨‍👩‍👧‍👦".repeat(40);
        scene.arrive(posted(GENERAL, 11, BEN, evil));
        scene.happen(new ChatEvent.Joined(summary(OPS, "\u001b]0;x\u0007" + "z".repeat(90), 5, 5, 0)));
        for (Row row : scene.draw().rows()) {
            assertThat(row.text().codePoints().filter(Character::isISOControl).count())
                    .isZero();
            assertThat(Columns.width(row.text())).isEqualTo(80);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "19, 30", "20, 6", "43, 7", "59, 24", "60, 24", "200, 60", "80, 5", "500, 8"})
    void fills_every_size_exactly(int columns, int rows) {
        Scene sized = new Scene(columns, rows);
        sized.welcome(summary(GENERAL, "general", 100, 90, 10), summary(OPS, "ops", 5, 5, 0));
        sized.happen(new ChatEvent.HistoryLoaded(GENERAL, Long.MAX_VALUE, messages(51, 100)));
        sized.type("some text that is much longer than a narrow terminal is wide, with 日本語 in it");
        Frame frame = sized.draw();
        assertThat(frame.rows())
                .hasSize(rows)
                .allSatisfy(row -> assertThat(row.width()).isEqualTo(columns));
        assertThat(frame.cursorRow()).isBetween(0, rows - 1);
        assertThat(frame.cursorColumn()).isBetween(0, columns - 1);
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3", "4", "5"})
    void survives_whatever_is_pressed_and_arrives(long seed) {
        Random random = new Random(seed);
        Key.Action[] keys = Key.Action.values();
        long seq = 10;
        for (int i = 0; i < 400; i++) {
            switch (random.nextInt(5)) {
                case 0 -> scene.type(random.nextBoolean() ? "word " : "/edit x");
                case 1 -> scene.arrive(posted(GENERAL, ++seq, new UserId("u" + random.nextInt(5)), "text " + seq));
                case 2 -> scene.arrive(entry(GENERAL, ++seq, BEN, new EntryBody.Edited(random.nextLong(1, seq), "e")));
                default -> scene.press(keys[random.nextInt(keys.length)]);
            }
            scene.effects().stream()
                    .filter(ChatEffect.LoadHistory.class::isInstance)
                    .map(ChatEffect.LoadHistory.class::cast)
                    .forEach(load -> scene.happen(
                            new ChatEvent.HistoryLoaded(load.conversation(), load.beforeSeq(), List.of())));
            assertThat(scene.draw().rows())
                    .hasSize(16)
                    .allSatisfy(row -> assertThat(row.width()).isEqualTo(80));
        }
    }

    @Test
    void the_whole_help_can_be_read_in_a_small_window() {

        scene.draw();
        scene.press(Key.Action.HELP);
        Set<String> seen = new HashSet<>(scene.screen());
        for (HelpText.Line _ : HelpText.LINES) {
            scene.press(Key.Action.DOWN);
            seen.addAll(scene.screen());
        }
        HelpText.LINES.forEach(line -> assertThat(seen)
                .anySatisfy(row -> assertThat(row).contains(line.term()).endsWith(line.meaning())));
        String bottom = scene.screenText();
        scene.press(Key.Action.UP);
        assertThat(scene.screenText()).isNotEqualTo(bottom);
        scene.press(Key.Action.ENTER);
        assertThat(scene.screenText()).doesNotContain("/join CHANNEL");
    }
}
