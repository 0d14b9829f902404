package chat.carillon.core.log.plan;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.log.AppendResult;
import chat.carillon.core.log.Authority;
import chat.carillon.core.log.Conversation;
import chat.carillon.core.log.Conversation.Settings;
import chat.carillon.core.log.Member;
import chat.carillon.core.log.NewEntry;
import chat.carillon.core.log.plan.AppendContext.KnownEntry;
import chat.carillon.core.log.plan.AppendContext.LogState;
import chat.carillon.core.log.plan.AppendContext.Message;
import chat.carillon.core.log.plan.AppendNeeds.ClientKey;
import chat.carillon.core.log.plan.AppendNeeds.ReactionKey;
import chat.carillon.model.ClientMessageId;
import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.Entry;
import chat.carillon.model.EntryBody;
import chat.carillon.model.EntryBody.JoinPolicy;
import chat.carillon.model.Role;
import chat.carillon.model.UserId;
import chat.carillon.protocol.ErrorCode;
import chat.carillon.protocol.Limits;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// One conversation `c` as a store may have loaded it, with its head at seq 100 and 50 messages in
/// its log.
///
/// The members joined at seq 10.
final class Scene {
    static final ConversationId C = new ConversationId("c");
    static final long HEAD = 100;
    static final long ORDINAL = 50;
    static final long JOINED = 10;
    static final long NOW = 2_000;
    static final long AT = 1_000;

    private final ConversationKind kind;
    private final Map<UserId, Member> members = new HashMap<>();
    private final Map<Long, Message> messages = new HashMap<>();
    private final Map<ReactionKey, Set<String>> reactions = new HashMap<>();
    private final Map<ClientKey, KnownEntry> known = new HashMap<>();
    private final Map<UserId, Integer> counts = new HashMap<>();
    private final Set<UserId> users = new HashSet<>();
    private Settings settings;
    private Limits limits = Limits.DEFAULT;
    private int otherMembers;

    Scene(ConversationKind kind) {
        this.kind = kind;
        settings = Settings.of(kind);
    }

    static Scene channel() {
        return new Scene(ConversationKind.CHANNEL);
    }

    static Scene group() {
        return new Scene(ConversationKind.GROUP);
    }

    static UserId user(String name) {
        return new UserId(name);
    }

    static List<UserId> users(String... names) {
        return Arrays.stream(names).map(UserId::new).toList();
    }

    Scene settings(JoinPolicy join, Conversation.HistoryPolicy history, Role post, Role invite) {
        settings = new Settings(join, history, post, invite, false);
        return this;
    }

    Scene archived() {
        settings = settings.changed(new EntryBody.SettingsChanged(null, null, null, true));
        return this;
    }

    Scene limits(int maxMembers, int maxConversationsPerUser) {
        Limits d = Limits.DEFAULT;
        limits = LimitsFixture.with(d, maxMembers, maxConversationsPerUser);
        return this;
    }

    Scene member(String name, Role role) {
        members.put(user(name), new Member(C, user(name), role, JOINED, 0, JOINED, 5, JOINED));
        return account(name);
    }

    Scene left(String name, long leftSeq) {
        members.put(user(name), new Member(C, user(name), Role.MEMBER, JOINED, leftSeq, JOINED, 5, JOINED));
        return account(name);
    }

    /// Members whose rows nobody asked for.
    Scene others(int count) {
        otherMembers = count;
        return this;
    }

    Scene account(String... names) {
        users.addAll(users(names));
        return this;
    }

    Scene inConversations(String name, int count) {
        counts.put(user(name), count);
        return account(name);
    }

    Scene message(long seq, String sender, String text) {
        messages.put(seq, new Message(user(sender), text, null, false, false));
        return this;
    }

    Scene message(long seq, Message message) {
        messages.put(seq, message);
        return this;
    }

    Scene reaction(long seq, String name, String... emoji) {
        reactions.put(new ReactionKey(seq, user(name)), Set.of(emoji));
        return this;
    }

    Scene known(String sender, String key, String conversation, long seq) {
        known.put(
                new ClientKey(user(sender), new ClientMessageId(key)),
                new KnownEntry(new ConversationId(conversation), seq, AT));
        return this;
    }

    static NewEntry by(String sender, EntryBody body) {
        return new NewEntry(C, user(sender), Authority.MEMBER, null, AT, body);
    }

    static NewEntry by(String sender, String key, EntryBody body) {
        return new NewEntry(C, user(sender), Authority.MEMBER, new ClientMessageId(key), AT, body);
    }

    static NewEntry byAdministrator(String sender, EntryBody body) {
        return new NewEntry(C, user(sender), Authority.ADMINISTRATOR, null, AT, body);
    }

    static EntryBody text(String text) {
        return new EntryBody.Posted(text, null, null, List.of());
    }

    AppendPlan plan(NewEntry... batch) {
        return new AppendPlanner(limits).plan(List.of(batch), context(), NOW);
    }

    private AppendContext context() {
        var active = members.values().stream().filter(Member::active).collect(Collectors.toList());
        int owners = (int) active.stream().filter(m -> m.role() == Role.OWNER).count();
        var head = new Conversation.Head(C, HEAD, ORDINAL, 1, JOINED, active.size() + otherMembers, 500);
        String name = kind == ConversationKind.CHANNEL ? "general" : null;
        var conversation = new Conversation(C, kind, name, null, settings, head);
        var log = new LogState(conversation, members, owners, messages, reactions);
        return new AppendContext(Map.of(C, log), known, users, counts);
    }

    /// Plans one entry that must be appended.
    AppendPlan appended(NewEntry entry) {
        AppendPlan plan = plan(entry);
        assertThat(plan.results()).singleElement().isInstanceOf(AppendResult.Appended.class);
        assertThat(plan.entries()).hasSize(1);
        assertThat(plan.heads()).hasSize(1);
        return plan;
    }

    Entry entry(NewEntry entry) {
        return appended(entry).entries().getFirst();
    }

    /// Plans one entry that must be refused, and checks that nothing is to be written.
    void refuses(ErrorCode code, NewEntry entry) {
        AppendPlan plan = plan(entry);
        assertThat(plan.results())
                .singleElement()
                .isInstanceOfSatisfying(
                        AppendResult.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
        assertThat(plan)
                .isEqualTo(new AppendPlan(
                        plan.results(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of()));
    }
}
