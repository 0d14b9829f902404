package chat.carillon.core.testing;

import chat.carillon.core.bus.BusRecord;
import chat.carillon.core.log.Authority;
import chat.carillon.core.log.Conversation;
import chat.carillon.core.log.Member;
import chat.carillon.core.log.Membership;
import chat.carillon.core.log.NewEntry;
import chat.carillon.model.ClientMessageId;
import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.Entry;
import chat.carillon.model.EntryBody;
import chat.carillon.model.Role;
import chat.carillon.model.UserId;
import chat.carillon.protocol.codec.FrameCodec;
import java.util.List;
import java.util.stream.Stream;

/// Values for tests: a conversation `c`, in which every entry is a message unless said otherwise.
public final class Sample {
    public static final ConversationId C = new ConversationId("c");
    public static final UserId ANN = new UserId("ann");
    public static final UserId BOB = new UserId("bob");

    private Sample() {}

    public static Entry message(long seq) {
        return entry(seq, new EntryBody.Posted("message " + seq, null, null, List.of()));
    }

    public static Entry joined(long seq, UserId... users) {
        return entry(seq, new EntryBody.MembersJoined(List.of(users)));
    }

    public static Entry left(long seq, UserId... users) {
        return entry(seq, new EntryBody.MembersLeft(List.of(users)));
    }

    private static Entry entry(long seq, EntryBody body) {
        return new Entry(C, seq, seq, 1_000, ANN, null, body);
    }

    public static BusRecord.Appended record(Entry entry) {
        return new BusRecord.Appended(
                entry.conversation(),
                entry.seq(),
                entry.ordinal(),
                entry.body().changesMembership(),
                2,
                FrameCodec.encodeLive(entry));
    }

    public static BusRecord.Appended record(long seq) {
        return record(message(seq));
    }

    public static List<BusRecord.Appended> records(long... seqs) {
        return java.util.Arrays.stream(seqs).mapToObj(Sample::record).toList();
    }

    public static NewEntry wanted(String key) {
        return wanted(C, key);
    }

    public static NewEntry wanted(ConversationId conversation, String key) {
        var body = new EntryBody.Posted("text of " + key, null, null, List.of());
        return new NewEntry(conversation, ANN, Authority.MEMBER, new ClientMessageId(key), 1_000, body);
    }

    /// A head with as many messages as entries.
    public static Conversation.Head head(long headSeq, long membershipSeq) {
        return new Conversation.Head(C, headSeq, headSeq, 1, membershipSeq, 2, 1_000);
    }

    /// An active membership that somebody looked up when the log was at `head`.
    public static Membership membership(UserId user, long joinedSeq, Conversation.Head head) {
        var settings = Conversation.Settings.of(ConversationKind.CHANNEL);
        var conversation =
                new Conversation(head.conversation(), ConversationKind.CHANNEL, "name", null, settings, head);
        var member = new Member(head.conversation(), user, Role.MEMBER, joinedSeq, 0, joinedSeq, joinedSeq, joinedSeq);
        return new Membership(conversation, member, List.of(), 0);
    }

    public static List<UserId> users(String... names) {
        return Stream.of(names).map(UserId::new).toList();
    }
}
