package chat.carillon.backend.sqlite.measure;

import chat.carillon.core.log.Authority;
import chat.carillon.core.log.Conversation;
import chat.carillon.core.log.NewConversation;
import chat.carillon.core.log.NewEntry;
import chat.carillon.core.store.AccountStore.Account;
import chat.carillon.core.store.Store;
import chat.carillon.core.time.Time;
import chat.carillon.model.ClientMessageId;
import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.EntryBody;
import chat.carillon.model.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Appends messages to a store as fast as one lane can, without sockets, sessions or fan-out.
///
/// Confined to one thread.
public final class StoreThroughput {
    private final Store store;
    private final Time time;
    private final String run;
    private final List<ConversationId> conversations;
    private final List<UserId> senders;
    private final String text;
    private long sent;

    /// Makes what the messages need: users, and channels of which all of them are members.
    ///
    /// @param run a name that no other run on this store has
    /// @param textChars length of each message
    public StoreThroughput(Store store, Time time, String run, int conversations, int senders, int textChars) {
        this.store = store;
        this.time = time;
        this.run = run;
        this.senders = IntStream.range(0, senders)
                .mapToObj(i -> new UserId("bench-" + run + "-" + i))
                .toList();
        this.conversations = IntStream.range(0, conversations)
                .mapToObj(i -> new ConversationId("bench-" + run + "-" + i))
                .toList();
        text = "x".repeat(textChars);
        create();
    }

    private void create() {
        for (UserId sender : senders) {
            store.accounts().create(new Account(sender, sender.value(), false, false, time.wallMillis()), null);
        }
        for (ConversationId id : conversations) {
            store.conversations()
                    .create(new NewConversation(
                            id,
                            ConversationKind.CHANNEL,
                            id.value(),
                            null,
                            Conversation.Settings.of(ConversationKind.CHANNEL),
                            senders.getFirst(),
                            senders,
                            time.wallMillis()));
        }
    }

    /// Appends batches of this size, one after the other, for this long.
    public CommitTimes run(int batchSize, Duration duration) {
        long start = time.monotonicNanos();
        long end = start + duration.toNanos();
        var recorder = new CommitTimes.Recorder(start);
        long now = start;
        while (now < end) {
            List<NewEntry> batch = batch(batchSize);
            long begin = time.monotonicNanos();
            store.log().append(batch);
            now = time.monotonicNanos();
            recorder.add(now - begin, batchSize);
        }
        return recorder.finish(now);
    }

    private List<NewEntry> batch(int size) {
        var batch = new ArrayList<NewEntry>(size);
        for (int i = 0; i < size; i++) {
            long number = sent++;
            UserId sender = senders.get((int) (number % senders.size()));
            ConversationId conversation = conversations.get((int) (number / 7 % conversations.size()));
            // Ids sort by the time they were made, as those of the SDKs do.
            var clientMessageId = new ClientMessageId("%012x-%s".formatted(number, run));
            var body = new EntryBody.Posted(text, null, null, List.of());
            batch.add(new NewEntry(conversation, sender, Authority.MEMBER, clientMessageId, time.wallMillis(), body));
        }
        return batch;
    }
}
