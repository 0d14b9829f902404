package chat.carillon.client.sync;

import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.Entry;
import chat.carillon.model.EntryBody;
import chat.carillon.model.Role;
import chat.carillon.model.UserId;
import chat.carillon.protocol.ConversationSummary;
import java.util.List;
import java.util.stream.LongStream;

/// Short names for what tests of the engine are about.
final class Scenes {
    static final ConversationId C1 = new ConversationId("c1");
    static final ConversationId C2 = new ConversationId("c2");
    private static final UserId ADA = new UserId("ada");

    private Scenes() {}

    static Entry entry(ConversationId conversation, long seq) {
        var body = new EntryBody.Posted("message " + seq, null, null, List.of());
        return new Entry(conversation, seq, seq, 1_000 + seq, ADA, null, body);
    }

    static List<Entry> entries(ConversationId conversation, long first, long last) {
        return LongStream.rangeClosed(first, last)
                .mapToObj(seq -> entry(conversation, seq))
                .toList();
    }

    static ConversationSummary summary(ConversationId conversation, long headSeq) {
        return new ConversationSummary(
                conversation,
                ConversationKind.GROUP,
                "name",
                null,
                List.of(),
                Role.MEMBER,
                Role.MEMBER,
                false,
                headSeq,
                1,
                0,
                0,
                0);
    }
}
