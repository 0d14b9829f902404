package chat.carillon.cli.load;

import chat.carillon.cli.server.EmbeddedStore;
import chat.carillon.core.log.Authority;
import chat.carillon.core.log.Conversation;
import chat.carillon.core.log.NewConversation;
import chat.carillon.core.log.NewEntry;
import chat.carillon.core.store.AccountStore.Account;
import chat.carillon.core.store.Store;
import chat.carillon.core.time.SystemTime;
import chat.carillon.loadtest.bench.append.StoreYardstick.Load;
import chat.carillon.loadtest.bench.append.StoreYardstick.Throughput;
import chat.carillon.model.ClientMessageId;
import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.EntryBody;
import chat.carillon.model.UserId;
import chat.carillon.protocol.Limits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/// Appends to the embedded store and to nothing else, in direct conversations of two, as the whole path does.
final class EmbeddedYardstick {
    private static final int HISTOGRAM_DIGITS = 3;

    private EmbeddedYardstick() {}

    static Throughput measure(Load load, Path directory) {
        try (SystemTime time = new SystemTime();
                Store store = EmbeddedStore.open(directory, Limits.DEFAULT, time)) {
            for (int i = 0; i < load.conversations(); i++) {
                makePair(store, time, i);
            }
            Throughput warm = append(store, time, load, 0, load.warmUp());
            return append(store, time, load, warm.entries(), load.duration());
        }
    }

    /// @param first number of the first message: no other message of the store has one as high
    private static Throughput append(Store store, SystemTime time, Load load, long first, Duration duration) {
        Histogram commits = new Histogram(HISTOGRAM_DIGITS);
        long start = System.nanoTime();
        long entries = 0;
        long now = start;
        while (now - start < duration.toNanos()) {
            List<NewEntry> batch = batch(load, first + entries, time.wallMillis());
            long before = System.nanoTime();
            var results = store.log().append(batch);
            now = System.nanoTime();
            commits.recordValue(now - before);
            entries += results.size();
        }
        return new Throughput(entries, (double) (now - start) / TimeUnit.SECONDS.toNanos(1), commits);
    }

    private static void makePair(Store store, SystemTime time, int pair) {
        for (int side = 0; side < 2; side++) {
            var account = new Account(user(pair, side), "user", false, false, time.wallMillis());
            boolean _ = store.accounts().create(account, null);
        }
        var _ = store.conversations()
                .create(new NewConversation(
                        conversation(pair),
                        ConversationKind.DIRECT,
                        null,
                        null,
                        Conversation.Settings.of(ConversationKind.DIRECT),
                        user(pair, 0),
                        List.of(user(pair, 1)),
                        time.wallMillis()));
    }

    private static List<NewEntry> batch(Load load, long first, long nowMillis) {
        List<NewEntry> batch = new ArrayList<>(load.batchEntries());
        for (long i = first; i < first + load.batchEntries(); i++) {
            int pair = (int) (i % load.conversations());
            String text = (i + " ").repeat(load.textChars()).substring(0, load.textChars());
            batch.add(new NewEntry(
                    conversation(pair),
                    user(pair, (int) (i & 1)),
                    Authority.MEMBER,
                    new ClientMessageId("%012x".formatted(i)),
                    nowMillis,
                    new EntryBody.Posted(text, null, null, List.of())));
        }
        return batch;
    }

    private static ConversationId conversation(int pair) {
        return new ConversationId("pair" + pair);
    }

    private static UserId user(int pair, int side) {
        return new UserId("user" + pair + "-" + side);
    }
}
