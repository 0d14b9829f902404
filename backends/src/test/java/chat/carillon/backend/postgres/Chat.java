package chat.carillon.backend.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.log.AppendResult;
import chat.carillon.core.log.Authority;
import chat.carillon.core.log.Conversation.Head;
import chat.carillon.core.log.Conversation.Settings;
import chat.carillon.core.log.NewConversation;
import chat.carillon.core.log.NewEntry;
import chat.carillon.core.search.SearchScope;
import chat.carillon.core.store.AccountStore.Account;
import chat.carillon.core.store.HistoryStore;
import chat.carillon.core.store.Store;
import chat.carillon.model.ClientMessageId;
import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.Entry;
import chat.carillon.model.EntryBody;
import chat.carillon.model.UserId;
import java.util.ArrayList;
import java.util.List;

/// One conversation of one user in a store.
record Chat(Store store, ConversationId id) {
    static final UserId ANN = new UserId("ann");

    /// Makes the conversation, or finds it from an earlier life of the store.
    static Chat in(Store store, String id) {
        var chat = new Chat(store, new ConversationId(id));
        store.accounts().create(new Account(ANN, "Ann", false, false, 0), null);
        store.conversations()
                .create(new NewConversation(
                        chat.id(),
                        ConversationKind.GROUP,
                        null,
                        null,
                        Settings.of(ConversationKind.GROUP),
                        ANN,
                        List.of(),
                        0));
        return chat;
    }

    /// The same conversation through another store.
    Chat through(Store other) {
        return new Chat(other, id);
    }

    NewEntry entry(String key, String text) {
        var body = new EntryBody.Posted(text, null, null, List.of());
        return new NewEntry(id, ANN, Authority.MEMBER, new ClientMessageId(key), 0, body);
    }

    AppendResult append(String key, String text) {
        return store.log().append(List.of(entry(key, text))).getFirst();
    }

    /// Posts what must be taken.
    long post(String text) {
        return seq(append("key-of-" + text.replace(' ', '-'), text));
    }

    /// Where the entry is, now or since it was first sent.
    static long seq(AppendResult result) {
        return switch (result) {
            case AppendResult.Appended(Entry entry, Head _) -> entry.seq();
            case AppendResult.Duplicate(long seq, long _) -> seq;
            case AppendResult.Refused refused -> throw new AssertionError(refused.message());
        };
    }

    List<Entry> log() {
        var entries = new ArrayList<Entry>();
        List<Entry> page = store.log().read(id, 0, Long.MAX_VALUE, 500, 1_000_000);
        while (!page.isEmpty()) {
            entries.addAll(page);
            page = store.log().read(id, page.getLast().seq(), Long.MAX_VALUE, 500, 1_000_000);
        }
        return entries;
    }

    /// The log, which must be without hole, and without the same write twice.
    List<Entry> soundLog() {
        List<Entry> log = log();
        for (int i = 0; i < log.size(); i++) {
            assertThat(log.get(i).seq()).isEqualTo(i + 1);
        }
        assertThat(log.stream().skip(1).map(Entry::clientMessageId)).doesNotHaveDuplicates();
        return log;
    }

    /// The texts of the log's messages.
    List<String> texts() {
        return log().stream()
                .filter(entry -> entry.body() instanceof EntryBody.Posted)
                .map(entry -> ((EntryBody.Posted) entry.body()).text())
                .toList();
    }

    List<String> search(String query) {
        return store.history().search(ANN, query, SearchScope.EVERYWHERE, 0, 100).stream()
                .map(HistoryStore.Hit::message)
                .map(message -> message.text())
                .toList();
    }
}
