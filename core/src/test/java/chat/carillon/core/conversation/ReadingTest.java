package chat.carillon.core.conversation;

import static chat.carillon.core.testing.Sample.ANN;
import static chat.carillon.core.testing.Sample.BOB;
import static chat.carillon.core.testing.Sample.C;
import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.log.Authority;
import chat.carillon.core.log.Conversation;
import chat.carillon.core.log.NewConversation;
import chat.carillon.core.log.NewEntry;
import chat.carillon.core.people.AuditLog;
import chat.carillon.core.people.ProfileStore;
import chat.carillon.core.push.digest.MailboxStore;
import chat.carillon.core.registry.NodeDirectory;
import chat.carillon.core.store.AccountStore;
import chat.carillon.core.store.ConversationStore;
import chat.carillon.core.store.DeviceStore;
import chat.carillon.core.store.HistoryStore;
import chat.carillon.core.store.LogStore;
import chat.carillon.core.store.MemberStore;
import chat.carillon.core.store.MemberStore.Sought;
import chat.carillon.core.store.PushStore;
import chat.carillon.core.store.Store;
import chat.carillon.core.store.memory.InMemoryStore;
import chat.carillon.core.testing.HandTime;
import chat.carillon.core.testing.SmallLimits;
import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.Entry;
import chat.carillon.model.EntryBody;
import chat.carillon.model.UserId;
import chat.carillon.protocol.ErrorCode;
import chat.carillon.protocol.Limits;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReadingTest {
    private static final Limits LIMITS = SmallLimits.with(Map.of("maxPageEntries", 3, "maxSyncEntries", 6));
    private static final UserId CAT = new UserId("cat");

    private final InMemoryStore memory = new InMemoryStore("epoch", new HandTime(), LIMITS);
    private final Hooked store = new Hooked(memory);
    private final Reading reading = new Reading(store, LIMITS);

    /// Lets something happen after each call that asks for a conversation or a member.
    private record Hooked(Store store, Runnable[] afterLookup) implements Store {
        Hooked(Store store) {
            this(store, new Runnable[] {() -> {}});
        }

        @Override
        public ConversationStore conversations() {
            return (ConversationStore) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {ConversationStore.class}, (_, method, arguments) -> {
                        Object result = method.invoke(store.conversations(), arguments);
                        Runnable hook = afterLookup[0];
                        afterLookup[0] = () -> {};
                        hook.run();
                        return result;
                    });
        }

        @Override
        public String epoch() {
            return store.epoch();
        }

        @Override
        public LogStore log() {
            return store.log();
        }

        @Override
        public MemberStore members() {
            return store.members();
        }

        @Override
        public HistoryStore history() {
            return store.history();
        }

        @Override
        public AccountStore accounts() {
            return store.accounts();
        }

        @Override
        public DeviceStore devices() {
            return store.devices();
        }

        @Override
        public PushStore push() {
            return store.push();
        }

        @Override
        public MailboxStore mailboxes() {
            return store.mailboxes();
        }

        @Override
        public ProfileStore profiles() {
            return store.profiles();
        }

        @Override
        public AuditLog audit() {
            return store.audit();
        }

        @Override
        public NodeDirectory nodes() {
            return store.nodes();
        }

        @Override
        public int appendConcurrency() {
            return 1;
        }

        @Override
        public Optional<String> refusal() {
            return Optional.empty();
        }

        @Override
        public void probe() {}

        @Override
        public void close() {}
    }

    private void create(ConversationKind kind) {
        for (UserId user : List.of(ANN, BOB, CAT)) {
            memory.accounts().create(new AccountStore.Account(user, user.value(), false, false, 0), null);
        }
        memory.conversations()
                .create(new NewConversation(
                        C, kind, "name", null, Conversation.Settings.of(kind), ANN, List.of(BOB), 0));
    }

    private void append(UserId by, EntryBody body) {
        memory.log().append(List.of(new NewEntry(C, by, Authority.MEMBER, null, 0, body)));
    }

    private void post(int messages) {
        for (int i = 0; i < messages; i++) {
            append(ANN, new EntryBody.Posted("text", null, null, List.of()));
        }
    }

    private ReadResult<EntryPage> sync(UserId reader, long afterSeq) {
        return reading.sync(reader, C, "epoch", afterSeq, 0);
    }

    private static EntryPage page(ReadResult<EntryPage> result) {
        return ((ReadResult.Ok<EntryPage>) result).value();
    }

    private static List<Long> seqs(ReadResult<EntryPage> result) {
        return page(result).entries().stream().map(Entry::seq).toList();
    }

    @Test
    void a_cursor_is_answered_with_what_comes_after_it_page_by_page() {
        create(ConversationKind.CHANNEL);
        post(4);

        assertThat(seqs(sync(BOB, 1))).containsExactly(2L, 3L, 4L);
        assertThat(page(sync(BOB, 1)).more()).isTrue();
        assertThat(page(sync(BOB, 1)).headSeq()).isEqualTo(6);
        assertThat(seqs(sync(BOB, 4))).containsExactly(5L, 6L);
        assertThat(page(sync(BOB, 4)).more()).isFalse();
        assertThat(sync(BOB, 6)).isEqualTo(new ReadResult.Ok<>(new EntryPage(List.of(), 6, false)));
        assertThat(seqs(reading.sync(BOB, C, null, 0, 1))).containsExactly(1L);
    }

    @Test
    void a_cursor_that_proves_nothing_is_reset() {
        create(ConversationKind.CHANNEL);
        post(6);
        var reset = new ReadResult.Reset<EntryPage>(8, 1);

        assertThat(sync(BOB, 9)).isEqualTo(reset);
        assertThat(reading.sync(BOB, C, "another", 7, 0)).isEqualTo(reset);
        assertThat(sync(BOB, 1)).isEqualTo(reset);
        assertThat(seqs(sync(BOB, 2))).containsExactly(3L, 4L, 5L);
        assertThat(seqs(reading.entries(BOB, C, 1, 0))).containsExactly(2L, 3L, 4L);
    }

    @Test
    void strangers_learn_nothing_not_even_that_it_exists() {
        create(ConversationKind.CHANNEL);
        var refused = new ReadResult.Refused<>(ErrorCode.NO_SUCH_CONVERSATION, "conversation: c");

        assertThat(sync(CAT, 0)).isEqualTo(refused);
        assertThat(reading.entries(CAT, C, 0, 0)).isEqualTo(refused);
        assertThat(reading.messagesBefore(CAT, C, 9, 0)).isEqualTo(refused);
        assertThat(reading.messagesAfter(CAT, C, 0, 0)).isEqualTo(refused);
        assertThat(reading.message(CAT, C, 1)).isEqualTo(refused);
        assertThat(reading.thread(CAT, C, 1, 0, 0)).isEqualTo(refused);
        assertThat(reading.members(CAT, C, Sought.ANYBODY, null, 0)).isEqualTo(refused);
        assertThat(reading.conversation(CAT, C)).isEqualTo(refused);
        assertThat(reading.sync(ANN, new ConversationId("none"), null, 0, 0))
                .isEqualTo(new ReadResult.Refused<>(ErrorCode.NO_SUCH_CONVERSATION, "conversation: none"));
    }

    @Test
    void whoever_left_reads_up_to_the_entry_that_says_so() {
        create(ConversationKind.CHANNEL);
        post(1);
        append(BOB, new EntryBody.MembersLeft(List.of(BOB)));
        post(1);

        assertThat(seqs(sync(BOB, 2))).containsExactly(3L, 4L);
        assertThat(page(sync(BOB, 2)).headSeq()).isEqualTo(4);
        assertThat(reading.message(BOB, C, 5)).isEqualTo(new ReadResult.Refused<>(ErrorCode.NO_SUCH_MESSAGE, "seq: 5"));
    }

    @Test
    void where_history_begins_with_joining_nothing_before_it_is_read() {
        create(ConversationKind.GROUP);
        post(1);
        append(ANN, new EntryBody.MembersJoined(List.of(CAT)));
        post(1);

        assertThat(seqs(sync(CAT, 0))).containsExactly(4L, 5L);
        assertThat(reading.message(CAT, C, 3)).isEqualTo(new ReadResult.Refused<>(ErrorCode.NO_SUCH_MESSAGE, "seq: 3"));
    }

    @Test
    void whoever_leaves_while_it_reads_is_given_nothing_that_came_after() {
        create(ConversationKind.CHANNEL);
        store.afterLookup()[0] = () -> {
            append(BOB, new EntryBody.MembersLeft(List.of(BOB)));
            post(1);
        };

        assertThat(seqs(sync(BOB, 0))).doesNotContain(4L);
    }

    @Test
    void whoever_joins_while_it_reads_is_given_nothing_that_came_before() {
        create(ConversationKind.GROUP);
        post(1);
        store.afterLookup()[0] = () -> append(ANN, new EntryBody.MembersJoined(List.of(CAT)));

        assertThat(seqs(sync(CAT, 0))).isEmpty();
    }
}
