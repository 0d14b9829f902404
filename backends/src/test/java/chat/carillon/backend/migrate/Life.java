package chat.carillon.backend.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.log.AppendResult;
import chat.carillon.core.log.Authority;
import chat.carillon.core.log.Conversation.Settings;
import chat.carillon.core.log.NewConversation;
import chat.carillon.core.log.NewEntry;
import chat.carillon.core.people.AuditRecord;
import chat.carillon.core.people.Avatar;
import chat.carillon.core.people.Profile;
import chat.carillon.core.search.SearchScope;
import chat.carillon.core.store.AccountStore.Account;
import chat.carillon.core.store.AccountStore.Token;
import chat.carillon.core.store.ConversationStore.Marker;
import chat.carillon.core.store.HistoryStore;
import chat.carillon.core.store.Store;
import chat.carillon.model.Attachment;
import chat.carillon.model.ClientMessageId;
import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.DeviceId;
import chat.carillon.model.EntryBody;
import chat.carillon.model.Role;
import chat.carillon.model.UserId;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Everything that can happen in a store, once at least; and whether a store still knows it.
record Life(Store store) {
    static final ConversationId CHANNEL = new ConversationId("b-channel");
    static final ConversationId GROUP = new ConversationId("a-group");
    static final ConversationId DIRECT = new ConversationId("Z-direct");

    private static final long AT = 1_790_000_000_000L;
    private static final int CROWD = 250;
    private static final UserId ANN = new UserId("ann");
    private static final UserId BOB = new UserId("bob");
    private static final UserId CAT = new UserId("cat");

    /// Ends with the content that [#requireAlive] looks for.
    void live() {
        accounts();
        conversations();
        messages();
        members();
        store.conversations()
                .mark(List.of(
                        new Marker.ReadUpTo(CHANNEL, BOB, 4),
                        new Marker.ReceivedUpTo(CHANNEL, BOB, new DeviceId("phone"), 6),
                        new Marker.ReceivedUpTo(GROUP, BOB, new DeviceId("phone"), 2),
                        new Marker.ReceivedUpTo(DIRECT, BOB, new DeviceId("phone"), 1),
                        new Marker.ReceivedUpTo(CHANNEL, ANN, new DeviceId("laptop"), 9)));
    }

    private void accounts() {
        store.accounts().create(new Account(ANN, "Ann ÄÖ\t\\N \"quoted\"", true, false, AT), "hash$ann");
        store.accounts().create(new Account(BOB, "Bob \uD83D\uDC1F", false, false, AT + 1), null);
        store.accounts().create(new Account(CAT, "Cat", false, false, AT + 2), "hash$cat");
        store.accounts().create(new Account(new UserId("gone"), "Gone", false, true, AT + 3), "hash");
        for (int i = 0; i < CROWD; i++) {
            store.accounts().create(new Account(new UserId("user" + i), "User " + i, false, false, AT), null);
        }
        store.audit().note(new AuditRecord("1-a", AT, ANN, "drained", null, "::1"));
        store.profiles().describe(ANN, "Captain \\N\t", "Europe/Berlin");
        store.profiles().show(BOB, new Avatar("ff", "image/png", new byte[] {0, -1, 92, 10}));
        store.accounts().createToken(new Token("a".repeat(64), ANN, "laptop", AT, AT + 1_000_000));
        store.accounts().createToken(new Token("b".repeat(64), BOB, "invitation\nwith a line", AT, AT + 5));
        assertThat(store.accounts().secret("tickets", new byte[] {0, 1, -1, 92, 10, 127}))
                .hasSize(6);
        assertThat(store.accounts().secret("empty", new byte[0])).isEmpty();
    }

    private void conversations() {
        make(CHANNEL, ConversationKind.CHANNEL, "Général \uFFFD\uD83D\uDE00", BOB, CAT);
        make(GROUP, ConversationKind.GROUP, null, BOB);
        make(DIRECT, ConversationKind.DIRECT, null, BOB);
    }

    private void make(ConversationId id, ConversationKind kind, @Nullable String name, UserId... members) {
        store.conversations()
                .create(new NewConversation(
                        id, kind, name, "topic \\ of " + id, Settings.of(kind), ANN, List.of(members), AT));
    }

    private void messages() {
        post(CHANNEL, ANN, "hello world, said @bob");
        long edited = post(CHANNEL, ANN, "a tpyo");
        append(CHANNEL, ANN, new EntryBody.Edited(edited, "a typo, mended \\. for @cat"));
        long deleted = post(CHANNEL, BOB, "this is secret @ann");
        append(CHANNEL, BOB, new EntryBody.Edited(deleted, "this is still secret @ann"));
        append(CHANNEL, CAT, new EntryBody.ReactionAdded(deleted, "\uD83D\uDC4D"));
        append(CHANNEL, BOB, new EntryBody.Deleted(deleted));
        long root = post(CHANNEL, CAT, "a thread\twith\ttabs\r\nand lines\\n");
        append(CHANNEL, ANN, new EntryBody.Posted("in the thread", root, root, List.of()));
        append(CHANNEL, ANN, new EntryBody.ReactionAdded(root, "\uD83D\uDC4D"));
        append(CHANNEL, BOB, new EntryBody.ReactionAdded(root, "\uD83D\uDC4D"));
        append(CHANNEL, BOB, new EntryBody.ReactionAdded(root, ":tada:"));
        append(CHANNEL, BOB, new EntryBody.ReactionRemoved(root, ":tada:"));
        append(
                CHANNEL,
                ANN,
                new EntryBody.Posted(
                        "", null, null, List.of(new Attachment("https://x.example/1", "ü.png", "image/png", 12))));
        for (int i = 0; i < 30; i++) {
            post(GROUP, i % 2 == 0 ? ANN : BOB, "message " + i + " \uD83D\uDE80 \u0001 \uFFFE of the group");
        }
        post(DIRECT, BOB, "for you " + "alone ".repeat(2_000));
    }

    private void members() {
        List<UserId> crowd =
                IntStream.range(0, CROWD).mapToObj(i -> new UserId("user" + i)).toList();
        append(CHANNEL, ANN, new EntryBody.MembersJoined(crowd.subList(0, 200)));
        append(CHANNEL, ANN, new EntryBody.MembersJoined(crowd.subList(200, CROWD)));
        append(CHANNEL, ANN, new EntryBody.MembersLeft(List.of(CAT)));
        append(CHANNEL, ANN, new EntryBody.RoleChanged(BOB, Role.OWNER));
        append(CHANNEL, ANN, new EntryBody.Renamed("Renamed É", null));
        append(CHANNEL, ANN, new EntryBody.SettingsChanged(null, Role.MODERATOR, null, null));
    }

    long post(ConversationId conversation, UserId sender, String text) {
        return append(conversation, sender, new EntryBody.Posted(text, null, null, List.of()));
    }

    private long append(ConversationId conversation, UserId sender, EntryBody body) {
        return seq(append(conversation, sender, key(body), body));
    }

    private static String key(EntryBody body) {
        return body.type() + "-" + body.hashCode();
    }

    private AppendResult append(ConversationId conversation, UserId sender, String key, EntryBody body) {
        var entry = new NewEntry(conversation, sender, Authority.MEMBER, new ClientMessageId(key), AT - 7, body);
        return store.log().append(List.of(entry)).getFirst();
    }

    private static long seq(AppendResult result) {
        return switch (result) {
            case AppendResult.Appended appended -> appended.entry().seq();
            case AppendResult.Duplicate(long seq, long _) -> seq;
            case AppendResult.Refused refused -> throw new AssertionError(refused.message());
        };
    }

    /// That the store is the one that [#live] was called on, and goes on. Changes it.
    void requireAlive() {
        long head = head(GROUP);
        var first = new EntryBody.Posted("message 0 \uD83D\uDE80 \u0001 \uFFFE of the group", null, null, List.of());
        assertThat(append(GROUP, ANN, key(first), first))
                .as("a clientMessageId that was used before")
                .isInstanceOfSatisfying(
                        AppendResult.Duplicate.class,
                        known -> assertThat(seq(known)).isEqualTo(3));
        assertThat(post(GROUP, BOB, "and so it goes on, " + head)).isEqualTo(head + 1);
        assertThat(search(ANN, "mended")).containsExactly("a typo, mended \\. for @cat");
        assertThat(search(ANN, "tpyo")).isEmpty();
        assertThat(search(ANN, "secret")).isEmpty();
        assertThat(search(BOB, "\"goes on\"")).isNotEmpty();
        assertThat(store.accounts().token("a".repeat(64)).orElseThrow().user()).isEqualTo(ANN);
        assertThat(store.accounts().passwordHash(ANN)).contains("hash$ann");
        assertThat(store.accounts().secret("tickets", new byte[0])).containsExactly(0, 1, -1, 92, 10, 127);
        assertThat(store.audit().before(null, 10))
                .containsExactly(new AuditRecord("1-a", AT, ANN, "drained", null, "::1"));
        assertThat(store.profiles().find(List.of(ANN)).get(ANN))
                .isEqualTo(new Profile("Captain \\N\t", "Europe/Berlin", null));
        assertThat(store.profiles().avatar(BOB, "ff").orElseThrow().image()).containsExactly(0, -1, 92, 10);
        assertThat(store.conversations().cursors(BOB, new DeviceId("phone"))).hasSize(3);
        assertThat(store.conversations().find(CHANNEL).orElseThrow().memberCount())
                .isEqualTo(CROWD + 2);
        assertThat(store.conversations().member(CHANNEL, CAT).orElseThrow().leftSeq())
                .isPositive();
    }

    long head(ConversationId conversation) {
        return store.log().heads(List.of(conversation)).get(conversation).headSeq();
    }

    private List<String> search(UserId user, String query) {
        return store.history().search(user, query, SearchScope.EVERYWHERE, 0, 10).stream()
                .map(HistoryStore.Hit::message)
                .map(message -> message.text())
                .toList();
    }
}
