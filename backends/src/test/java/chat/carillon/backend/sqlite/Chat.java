package chat.carillon.backend.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.log.AppendResult;
import chat.carillon.core.log.Authority;
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
    static Chat in(Store store) {
        return in(store, "c");
    }

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

    AppendResult append(String key, EntryBody body) {
        var entry = new NewEntry(id, ANN, Authority.MEMBER, new ClientMessageId(key.replace(" ", "-")), 0, body);
        return store.log().append(List.of(entry)).getFirst();
    }

    /// Posts what must be taken.
    long post(String text) {
        return seq(append("key of " + text.hashCode(), new EntryBody.Posted(text, null, null, List.of())));
    }

    static long seq(AppendResult result) {
        assertThat(result).isInstanceOf(AppendResult.Appended.class);
        return ((AppendResult.Appended) result).entry().seq();
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
