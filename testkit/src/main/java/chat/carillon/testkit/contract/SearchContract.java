package chat.carillon.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.log.Conversation.HistoryPolicy;
import chat.carillon.core.log.Conversation.Settings;
import chat.carillon.core.log.NewConversation;
import chat.carillon.core.search.SearchScope;
import chat.carillon.core.search.SearchScope.Thing;
import chat.carillon.core.store.HistoryStore.Hit;
import chat.carillon.model.Attachment;
import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.EntryBody.Deleted;
import chat.carillon.model.EntryBody.Edited;
import chat.carillon.model.EntryBody.JoinPolicy;
import chat.carillon.model.EntryBody.MembersJoined;
import chat.carillon.model.EntryBody.MembersLeft;
import chat.carillon.model.EntryBody.Posted;
import chat.carillon.model.EntryBody.ReactionAdded;
import chat.carillon.model.Role;
import chat.carillon.model.UserId;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What [chat.carillon.core.store.HistoryStore#search] promises.
interface SearchContract {
    StoreWorld world();

    private List<Hit> hits(String user, String query, @Nullable ConversationId conversation, int offset, int limit) {
        return world().store().history().search(new UserId(user), query, SearchScope.of(conversation), offset, limit);
    }

    private List<String> found(String user, String query) {
        return hits(user, query, null, 0, 100).stream()
                .map(hit -> hit.message().text())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "fox, The quick brown fox",
        "BROWN fox, The quick brown fox",
        "fox brown, The quick brown fox",
        "quick bro, The quick brown fox",
        "'\"quick brown\"', The quick brown fox",
        "'the \"brown fox\"', The quick brown fox",
        "creme, une Crème brûlée",
        "CRÈME bru, une Crème brûlée",
        "京大, 我在北京大学",
        "北京, 我在北京大学",
        "타워, 도쿄타워에서",
        "don't, I don't know",
        "example.org, see https://example.org/path",
        "x, c:\\x",
        "привет, Привет мир",
    })
    default void words_phrases_and_beginnings_are_found(String query, String text) {
        ConversationId general = world().channel("ann");
        world().post(general, "ann", "something else entirely");
        world().post(general, "ann", text);

        assertThat(found("ann", query)).containsExactly(text);
    }

    @ParameterizedTest
    @CsvSource({
        "foxes, The quick brown fox",
        "quick cat, The quick brown fox",
        "bro quick, The quick brown fox",
        "'\"brown quick\"', The quick brown fox",
        "'\"quick bro\"', The quick brown fox",
        "大北, 我在北京大学",
        "rown, The quick brown fox",
    })
    default void what_does_not_match_is_not_found(String query, String text) {
        world().post(world().channel("ann"), "ann", text);

        assertThat(found("ann", query)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\"",
                "\"\"\"",
                "*",
                "AND",
                "a AND OR NOT b",
                "NEAR(a b, 5)",
                "text:hello",
                "hello*",
                "^hello",
                "-hello",
                "(hello",
                "hello)",
                "'; DROP TABLE entry; --",
                "{a b} : c",
                "a + b",
                "\u0000",
                "\ud800",
                "\u0002hello\u0003",
                "%",
                "\\",
                "🎉"
            })
    default void any_input_is_safe(String query) {
        world().post(world().channel("ann"), "ann", "hello");

        assertThat(found("ann", query)).isSubsetOf("hello");
    }

    @Test
    default void long_input_is_safe() {
        world().post(world().channel("ann"), "ann", "hello a b");

        assertThat(found("ann", "a ".repeat(100_000))).hasSize(1);
        assertThat(found("ann", "x".repeat(100_000))).isEmpty();
        assertThat(found("ann", "\"".repeat(100_000))).isEmpty();
        assertThat(found("ann", "(".repeat(100_000))).isEmpty();
    }

    @Test
    default void a_snippet_marks_what_matched() {
        world().post(world().channel("ann"), "ann", "\u0002forged\u0003 Crème brûlée");

        assertThat(hits("ann", "creme bru", null, 0, 10))
                .singleElement()
                .satisfies(hit -> assertThat(hit.snippet()).isEqualTo(" forged  \u0002Crème\u0003 \u0002brûlée\u0003"));
    }

    @Test
    default void the_best_match_comes_first_and_the_newest_of_equals() {
        ConversationId general = world().channel("ann");
        world().post(general, "ann", "apple pie and some other things that make this text longer and longer");
        world().time().advance(Duration.ofSeconds(1));
        world().post(general, "ann", "apple apple apple");
        world().time().advance(Duration.ofSeconds(1));
        long older = world().post(general, "ann", "apple pie");
        world().time().advance(Duration.ofSeconds(1));
        long newer = world().post(general, "ann", "apple pie");

        List<Hit> hits = hits("ann", "apple", null, 0, 10);

        assertThat(hits)
                .extracting(hit -> hit.message().text())
                .startsWith("apple apple apple")
                .hasSize(4);
        assertThat(hits.get(1).message().seq()).isEqualTo(newer);
        assertThat(hits.get(2).message().seq()).isEqualTo(older);
        assertThat(hits).isSortedAccordingTo((a, b) -> Double.compare(b.rank(), a.rank()));
    }

    @Test
    default void results_come_page_by_page() {
        ConversationId general = world().channel("ann");
        for (int i = 0; i < 10; i++) {
            world().post(general, "ann", "apple");
            world().time().advance(Duration.ofSeconds(1));
        }
        List<Hit> all = hits("ann", "apple", null, 0, 100);

        assertThat(all).hasSize(10);
        assertThat(hits("ann", "apple", null, 0, 4)).isEqualTo(all.subList(0, 4));
        assertThat(hits("ann", "apple", null, 4, 4)).isEqualTo(all.subList(4, 8));
        assertThat(hits("ann", "apple", null, 8, 4)).isEqualTo(all.subList(8, 10));
        assertThat(hits("ann", "apple", null, 99, 4)).isEmpty();
    }

    @Test
    default void only_what_the_user_may_read_is_found() {
        ConversationId group = world().group("ann", "bob");
        world().post(group, "ann", "apple");
        ConversationId other = world().group("ann", "cat");
        world().post(other, "ann", "apple tree");
        world().user("stranger");

        assertThat(found("ann", "apple")).containsExactlyInAnyOrder("apple", "apple tree");
        assertThat(found("bob", "apple")).containsExactly("apple");
        assertThat(found("cat", "apple")).containsExactly("apple tree");
        assertThat(found("stranger", "apple")).isEmpty();
        assertThat(hits("ann", "apple", group, 0, 10)).hasSize(1);
        assertThat(hits("bob", "apple", other, 0, 10)).isEmpty();
        assertThat(hits("bob", "apple", new ConversationId("none"), 0, 10)).isEmpty();
    }

    @Test
    default void only_the_time_of_membership_is_found() {
        NewConversation wanted = world().wanted(ConversationKind.GROUP, "secret", "ann");
        var settings = new Settings(JoinPolicy.INVITED, HistoryPolicy.SINCE_JOIN, Role.MEMBER, Role.MEMBER, false);
        ConversationId group = world().made(new NewConversation(
                        wanted.id(), wanted.kind(), "secret", null, settings, wanted.creator(), List.of(), 1_000))
                .id();
        world().post(group, "ann", "apple before");
        world().append(group, "ann", new MembersJoined(world().users("bob")));
        world().post(group, "ann", "apple during");
        world().append(group, "bob", new MembersLeft(world().users("bob")));
        world().post(group, "ann", "apple after");

        assertThat(found("bob", "apple")).containsExactly("apple during");
        assertThat(found("ann", "apple")).hasSize(3);
    }

    @Test
    default void who_has_left_does_not_find_what_was_edited_since() {
        ConversationId group = world().channel("ann", "bob");
        long kept = world().post(group, "ann", "apple kept");
        long edited = world().post(group, "ann", "apple edited");
        world().append(group, "bob", new MembersLeft(world().users("bob")));
        world().append(group, "ann", new Edited(edited, "apple and banana"));
        world().append(group, "ann", new ReactionAdded(kept, "+"));

        assertThat(found("bob", "apple")).containsExactly("apple kept");
        assertThat(found("bob", "banana")).isEmpty();
        assertThat(hits("bob", "apple", null, 0, 10).getFirst().message().reactions())
                .isEmpty();
        assertThat(found("ann", "apple")).hasSize(2);
    }

    @Test
    default void an_edited_message_is_found_by_its_new_text_only() {
        ConversationId general = world().channel("ann");
        long seq = world().post(general, "ann", "apple");
        assertThat(found("ann", "apple")).hasSize(1);
        world().append(general, "ann", new Edited(seq, "banana"));

        assertThat(found("ann", "apple")).isEmpty();
        assertThat(found("ann", "banana")).containsExactly("banana");
        world().append(general, "ann", new Edited(seq, "cherry"));
        assertThat(found("ann", "banana")).isEmpty();
        assertThat(found("ann", "cherry")).containsExactly("cherry");
    }

    @Test
    default void a_deleted_message_is_not_found() {
        ConversationId general = world().channel("ann");
        long seq = world().post(general, "ann", "apple");
        long edited = world().post(general, "ann", "pear");
        world().append(general, "ann", new Edited(edited, "apple too"));
        assertThat(found("ann", "apple")).hasSize(2);
        world().append(general, "ann", new Deleted(seq));
        world().append(general, "ann", new Deleted(edited));

        assertThat(found("ann", "apple")).isEmpty();
        assertThat(found("ann", "pear")).isEmpty();
    }

    private List<String> foundIn(SearchScope scope) {
        return world().store().history().search(new UserId("ann"), "apple", scope, 0, 100).stream()
                .map(hit -> hit.message().text())
                .toList();
    }

    @Test
    default void a_search_is_narrowed_by_sender_time_and_kind() {
        ConversationId general = world().channel("ann", "bob");
        world().post(general, "ann", "apple by ann");
        world().time().advance(Duration.ofSeconds(10));
        long at = world().time().wallMillis();
        world().post(general, "bob", "apple of bob, see HTTPS://example.org");
        world().time().advance(Duration.ofSeconds(10));
        var file = new Attachment("/files/1", "1.txt", "text/plain", 5);
        world().append(general, "bob", new Posted("apple file", null, null, List.of(file)));
        long edited = world().post(general, "ann", "apple https://example.org");
        world().append(general, "ann", new Edited(edited, "apple edited"));

        var bob = new UserId("bob");
        long end = Long.MAX_VALUE;
        assertThat(foundIn(SearchScope.EVERYWHERE)).hasSize(4);
        assertThat(foundIn(new SearchScope(null, bob, 0, end, null))).hasSize(2);
        assertThat(foundIn(new SearchScope(general, bob, at + 1, end, null))).containsExactly("apple file");
        assertThat(foundIn(new SearchScope(null, null, 0, at, null))).containsExactly("apple by ann");
        assertThat(foundIn(new SearchScope(null, null, at, at + 1, null))).hasSize(1);
        assertThat(foundIn(new SearchScope(null, null, 0, end, Thing.LINK)))
                .containsExactly("apple of bob, see HTTPS://example.org");
        assertThat(foundIn(new SearchScope(null, null, 0, end, Thing.FILE))).containsExactly("apple file");
        assertThat(foundIn(new SearchScope(null, new UserId("none"), 0, end, null)))
                .isEmpty();
    }
}
