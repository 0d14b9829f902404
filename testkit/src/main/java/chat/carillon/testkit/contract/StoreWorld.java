package chat.carillon.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.log.AppendResult;
import chat.carillon.core.log.Authority;
import chat.carillon.core.log.Conversation;
import chat.carillon.core.log.Conversation.Settings;
import chat.carillon.core.log.CreateResult;
import chat.carillon.core.log.Member;
import chat.carillon.core.log.Membership;
import chat.carillon.core.log.NewConversation;
import chat.carillon.core.log.NewEntry;
import chat.carillon.core.store.AccountStore.Account;
import chat.carillon.core.store.Store;
import chat.carillon.model.ClientMessageId;
import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.Entry;
import chat.carillon.model.EntryBody;
import chat.carillon.model.UserId;
import chat.carillon.protocol.ErrorCode;
import chat.carillon.testkit.ManualTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A store with people in it: short words for what contract tests do again and again. Thread-safe.
public final class StoreWorld {
    private static final int PAGE_ENTRIES = 500;
    private static final int PAGE_BYTES = 1_000_000;

    private final AtomicInteger conversations = new AtomicInteger();
    private final AtomicInteger clientMessageIds = new AtomicInteger();
    private final Store store;
    private final ManualTime time;

    public StoreWorld(Store store, ManualTime time) {
        this.store = store;
        this.time = time;
    }

    public Store store() {
        return store;
    }

    public ManualTime time() {
        return time;
    }

    /// The user of this name, who has an account from now on.
    public UserId user(String name) {
        var user = new UserId(name);
        store.accounts().create(new Account(user, name, false, false, time.wallMillis()), null);
        return user;
    }

    public List<UserId> users(String... names) {
        return Arrays.stream(names).map(this::user).toList();
    }

    /// So many users, called `prefix0`, `prefix1` …
    public List<UserId> crowd(String prefix, int size) {
        return IntStream.range(0, size).mapToObj(i -> user(prefix + i)).toList();
    }

    public ConversationId channel(String owner, String... members) {
        return made(wanted(ConversationKind.CHANNEL, "general", owner, members)).id();
    }

    public ConversationId group(String owner, String... members) {
        return made(wanted(ConversationKind.GROUP, null, owner, members)).id();
    }

    public ConversationId direct(String one, String other) {
        return made(wanted(ConversationKind.DIRECT, null, one, other)).id();
    }

    public NewConversation wanted(ConversationKind kind, @Nullable String name, String owner, String... members) {
        var id = new ConversationId("conversation-" + conversations.incrementAndGet());
        return new NewConversation(
                id, kind, name, null, Settings.of(kind), user(owner), users(members), time.wallMillis());
    }

    public Conversation made(NewConversation wanted) {
        return created(wanted).conversation();
    }

    public CreateResult.Created created(NewConversation wanted) {
        CreateResult result = store.conversations().create(wanted);
        assertThat(result).isInstanceOf(CreateResult.Created.class);
        return (CreateResult.Created) result;
    }

    public NewEntry entry(ConversationId conversation, String sender, EntryBody body) {
        var clientMessageId = new ClientMessageId("world-" + clientMessageIds.incrementAndGet());
        return entry(conversation, sender, clientMessageId, body);
    }

    public NewEntry entry(
            ConversationId conversation, String sender, @Nullable ClientMessageId clientMessageId, EntryBody body) {
        return new NewEntry(
                conversation, new UserId(sender), Authority.MEMBER, clientMessageId, time.wallMillis(), body);
    }

    public static EntryBody text(String text) {
        return new EntryBody.Posted(text, null, null, List.of());
    }

    /// Appends what must be taken.
    public Entry append(ConversationId conversation, String sender, EntryBody body) {
        AppendResult result = result(entry(conversation, sender, body));
        assertThat(result).isInstanceOf(AppendResult.Appended.class);
        return ((AppendResult.Appended) result).entry();
    }

    public long post(ConversationId conversation, String sender, String text) {
        return append(conversation, sender, text(text)).seq();
    }

    public AppendResult result(NewEntry entry) {
        return append(entry).getFirst();
    }

    public List<AppendResult> append(NewEntry... batch) {
        List<AppendResult> results = store.log().append(List.of(batch));
        assertThat(results).hasSameSizeAs(batch);
        return results;
    }

    public ErrorCode refusal(ConversationId conversation, String sender, EntryBody body) {
        AppendResult result = result(entry(conversation, sender, body));
        assertThat(result).isInstanceOf(AppendResult.Refused.class);
        return ((AppendResult.Refused) result).code();
    }

    /// The whole log, page by page.
    public List<Entry> log(ConversationId conversation) {
        var entries = new ArrayList<Entry>();
        List<Entry> page = page(conversation, 0);
        while (!page.isEmpty()) {
            entries.addAll(page);
            page = page(conversation, page.getLast().seq());
        }
        return entries;
    }

    private List<Entry> page(ConversationId conversation, long afterSeq) {
        return store.log().read(conversation, afterSeq, Long.MAX_VALUE, PAGE_ENTRIES, PAGE_BYTES);
    }

    public Conversation.Head head(ConversationId conversation) {
        Conversation.Head head = store.log().heads(List.of(conversation)).get(conversation);
        return Objects.requireNonNull(head);
    }

    public List<Membership> memberships(String user) {
        var id = new UserId(user);
        List<Membership> memberships =
                store.conversations().membershipsOf(List.of(id)).get(id);
        return Objects.requireNonNull(memberships);
    }

    public Conversation find(ConversationId conversation) {
        return store.conversations().find(conversation).orElseThrow();
    }

    public Member member(ConversationId conversation, String user) {
        return store.conversations().member(conversation, new UserId(user)).orElseThrow();
    }
}
