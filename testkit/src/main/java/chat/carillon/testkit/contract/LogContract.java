package chat.carillon.testkit.contract;

import static chat.carillon.testkit.contract.StoreWorld.text;
import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.log.AppendResult;
import chat.carillon.core.log.AppendResult.Appended;
import chat.carillon.core.log.AppendResult.Duplicate;
import chat.carillon.core.log.AppendResult.Refused;
import chat.carillon.core.log.Authority;
import chat.carillon.core.log.Conversation;
import chat.carillon.core.log.NewEntry;
import chat.carillon.model.Attachment;
import chat.carillon.model.ClientMessageId;
import chat.carillon.model.ConversationId;
import chat.carillon.model.Entry;
import chat.carillon.model.EntryBody;
import chat.carillon.model.EntryBody.Deleted;
import chat.carillon.model.EntryBody.Edited;
import chat.carillon.model.EntryBody.JoinPolicy;
import chat.carillon.model.EntryBody.MembersJoined;
import chat.carillon.model.EntryBody.MembersLeft;
import chat.carillon.model.EntryBody.Posted;
import chat.carillon.model.EntryBody.ReactionAdded;
import chat.carillon.model.EntryBody.ReactionRemoved;
import chat.carillon.model.EntryBody.Renamed;
import chat.carillon.model.EntryBody.RoleChanged;
import chat.carillon.model.EntryBody.SettingsChanged;
import chat.carillon.model.EntryBody.Tombstone;
import chat.carillon.model.Role;
import chat.carillon.model.UserId;
import chat.carillon.protocol.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What [chat.carillon.core.store.LogStore#append] promises.
interface LogContract {
    StoreWorld world();

    @Test
    default void a_log_is_seq_1_2_3_in_the_order_given() {
        ConversationId general = world().channel("ann", "bob");

        List<AppendResult> results = world().append(
                        world().entry(general, "ann", text("one")),
                        world().entry(general, "bob", text("two")),
                        world().entry(general, "ann", text("three")));

        List<Entry> log = world().log(general);
        assertThat(log).extracting(Entry::seq).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(log).extracting(Entry::ordinal).containsExactly(0L, 0L, 1L, 2L, 3L);
        assertThat(cast(results)).extracting(Appended::entry).containsExactlyElementsOf(log.subList(2, 5));
        assertThat(cast(results))
                .extracting(appended -> appended.head().headSeq())
                .containsExactly(3L, 4L, 5L);
        assertThat(cast(results).getLast().head()).isEqualTo(world().head(general));
        assertThat(world().head(general).headSeq()).isEqualTo(5);
        assertThat(world().head(general).headOrdinal()).isEqualTo(3);
    }

    private static List<Appended> cast(List<AppendResult> results) {
        return results.stream().map(Appended.class::cast).toList();
    }

    @Test
    default void a_batch_of_several_conversations_is_answered_in_its_order() {
        ConversationId one = world().channel("ann");
        ConversationId two = world().channel("bob");

        List<AppendResult> results = world().append(
                        world().entry(two, "bob", text("b1")),
                        world().entry(one, "ann", text("a1")),
                        world().entry(two, "ann", text("no")),
                        world().entry(two, "bob", text("b2")),
                        world().entry(one, "ann", text("a2")));

        assertThat(results.get(2)).isInstanceOf(Refused.class);
        assertThat(world().log(one)).extracting(Entry::body).endsWith(text("a1"), text("a2"));
        assertThat(world().log(two)).extracting(Entry::body).endsWith(text("b1"), text("b2"));
        assertThat(((Appended) results.get(3)).entry().seq()).isEqualTo(3);
    }

    @Test
    default void entries_of_every_type_are_read_as_they_were_written() {
        ConversationId general = world().channel("ann", "bob", "cat");
        var attachment = new Attachment("https://example.org/ü", "ü \"x\".png", "image/png", 12);
        long target = world().post(general, "ann", "target \n\t\u0001\u2028 🎉 \"quoted\" \\ 北京");
        List<EntryBody> bodies = List.of(
                new Posted("", null, null, List.of(attachment, new Attachment("/f/1", "", "", 0))),
                new Posted("reply", target, target, List.of()),
                new Edited(target, "edited 🎉"),
                new ReactionAdded(target, "👍🏽"),
                new ReactionRemoved(target, "👍🏽"),
                new MembersLeft(world().users("bob", "cat")),
                new MembersJoined(world().users("cat", "bob")),
                new RoleChanged(new UserId("bob"), Role.MODERATOR),
                new Renamed("news", null),
                new Renamed(null, "what is new"),
                new SettingsChanged(JoinPolicy.INVITED, Role.MODERATOR, Role.OWNER, true),
                new SettingsChanged(null, null, null, false),
                new Deleted(world().post(general, "ann", "short-lived")));
        var appended = new ArrayList<Entry>();
        for (EntryBody body : bodies) {
            world().time().advance(Duration.ofMillis(7));
            appended.add(world().append(general, "ann", body));
        }

        List<Entry> log = world().log(general);
        assertThat(log.subList(log.size() - bodies.size(), log.size())).isEqualTo(appended);
        assertThat(appended).extracting(Entry::body).isEqualTo(bodies);
    }

    @Test
    default void the_same_key_of_the_same_sender_is_one_entry_for_ever() {
        ConversationId general = world().channel("ann", "bob");
        NewEntry first = world().entry(general, "ann", new ClientMessageId("k"), text("hi"));
        Entry entry = ((Appended) world().result(first)).entry();
        world().time().advance(Duration.ofDays(7));
        world().post(general, "bob", "later");
        world().append(general, "ann", new Deleted(entry.seq()));

        NewEntry again = world().entry(general, "ann", new ClientMessageId("k"), text("another text"));
        List<AppendResult> results = world().append(again, again);

        assertThat(results).containsOnly(new Duplicate(entry.seq(), entry.atMillis()));
        assertThat(world().log(general)).hasSize(5);
    }

    @Test
    default void a_key_is_its_senders_own() {
        ConversationId general = world().channel("ann", "bob");

        List<AppendResult> results = world().append(
                        world().entry(general, "ann", new ClientMessageId("k"), text("ann's")),
                        world().entry(general, "bob", new ClientMessageId("k"), text("bob's")),
                        world().entry(general, "ann", new ClientMessageId("K"), text("ann's other")),
                        world().entry(general, "ann", null, text("no key")),
                        world().entry(general, "ann", null, text("no key")));

        assertThat(results).hasOnlyElementsOfType(Appended.class);
    }

    @Test
    default void a_key_used_in_another_conversation_is_refused() {
        ConversationId one = world().channel("ann");
        ConversationId two = world().channel("ann");
        world().append(world().entry(one, "ann", new ClientMessageId("k"), text("hi")));

        AppendResult result = world().result(world().entry(two, "ann", new ClientMessageId("k"), text("hi")));

        assertThat(((Refused) result).code()).isEqualTo(ErrorCode.CLIENT_MESSAGE_ID_REUSED);
        assertThat(world().log(two)).hasSize(1);
    }

    @Test
    default void what_is_refused_leaves_nothing_behind() {
        ConversationId general = world().channel("ann", "bob");
        long seq = world().post(general, "ann", "hi");
        world().user("stranger");
        List<Entry> log = world().log(general);
        Conversation.Head head = world().head(general);
        world().time().advance(Duration.ofSeconds(1));

        assertThat(world().refusal(general, "stranger", text("hi"))).isEqualTo(ErrorCode.NO_SUCH_CONVERSATION);
        assertThat(world().refusal(new ConversationId("none"), "ann", text("hi")))
                .isEqualTo(ErrorCode.NO_SUCH_CONVERSATION);
        assertThat(world().refusal(general, "bob", new Edited(seq, "ho"))).isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(world().refusal(general, "bob", new Deleted(99))).isEqualTo(ErrorCode.NO_SUCH_MESSAGE);
        assertThat(world().refusal(general, "bob", new ReactionRemoved(seq, "+")))
                .isEqualTo(ErrorCode.NO_CHANGE);
        assertThat(world().refusal(general, "ann", new MembersJoined(List.of(new UserId("nobody")))))
                .isEqualTo(ErrorCode.NO_SUCH_USER);

        assertThat(world().log(general)).isEqualTo(log);
        assertThat(world().head(general)).isEqualTo(head);
    }

    @Test
    default void entries_of_a_batch_see_those_before_them() {
        ConversationId general = world().channel("ann");
        world().user("bob");

        List<AppendResult> results = world().append(
                        world().entry(general, "bob", text("too early")),
                        world().entry(general, "bob", new MembersJoined(world().users("bob"))),
                        world().entry(general, "bob", text("helo")),
                        world().entry(general, "bob", new Edited(3, "hello")),
                        world().entry(general, "ann", new ReactionAdded(3, "+")),
                        world().entry(general, "ann", new Posted("re", 3L, 3L, List.of())),
                        world().entry(general, "bob", new MembersLeft(world().users("bob"))),
                        world().entry(general, "bob", text("too late")));

        assertThat(results.get(0)).isInstanceOf(Refused.class);
        assertThat(results.subList(1, 7)).hasOnlyElementsOfType(Appended.class);
        assertThat(results.get(7)).isInstanceOf(Refused.class);
        assertThat(world().log(general)).extracting(Entry::seq).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
        assertThat(world().member(general, "bob").leftSeq()).isEqualTo(7);
    }

    @Test
    default void a_deleted_message_and_its_edits_are_tombstones_in_the_log() {
        ConversationId general = world().channel("ann");
        long kept = world().post(general, "ann", "kept");
        long seq = world().post(general, "ann", "secret");
        world().append(general, "ann", new Edited(seq, "secret too"));
        world().append(general, "ann", new Edited(kept, "kept too"));
        world().append(general, "ann", new Deleted(seq));

        List<Entry> log = world().log(general);
        assertThat(log)
                .extracting(Entry::body)
                .containsExactly(
                        new MembersJoined(world().users("ann")),
                        text("kept"),
                        new Tombstone(),
                        new Tombstone(),
                        new Edited(kept, "kept too"),
                        new Deleted(seq));
        assertThat(log).extracting(Entry::seq).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(log).extracting(Entry::ordinal).containsExactly(0L, 1L, 2L, 2L, 2L, 2L);
    }

    @Test
    default void a_message_deleted_in_its_own_batch_never_shows() {
        ConversationId general = world().channel("ann", "bob");

        world().append(
                        world().entry(general, "ann", text("secret @bob")),
                        world().entry(general, "ann", new Edited(3, "secret too")),
                        world().entry(general, "bob", new ReactionAdded(3, "+")),
                        world().entry(general, "ann", new Deleted(3)));

        assertThat(world().log(general).get(2).body()).isEqualTo(new Tombstone());
        assertThat(world().log(general).get(3).body()).isEqualTo(new Tombstone());
    }

    @Test
    default void an_administrator_acts_without_being_a_member() {
        ConversationId general = world().channel("ann", "bob");
        world().post(general, "ann", "hi");
        var remove = new NewEntry(
                general,
                world().user("root"),
                Authority.ADMINISTRATOR,
                null,
                world().time().wallMillis(),
                new MembersLeft(world().users("bob")));

        assertThat(world().result(remove)).isInstanceOf(Appended.class);
        assertThat(world().member(general, "bob").active()).isFalse();
    }

    @Test
    default void an_import_keeps_its_own_times() {
        ConversationId general = world().channel("ann");
        var old = new NewEntry(general, world().user("ann"), Authority.MEMBER, null, 1_000, text("from 1970"));

        world().append(old);

        assertThat(world().log(general).getLast().atMillis()).isEqualTo(1_000);
        assertThat(world().head(general).changedAtMillis())
                .isEqualTo(world().time().wallMillis());
    }
}
