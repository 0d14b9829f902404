package chat.carillon.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.carillon.core.log.AppendResult;
import chat.carillon.core.log.Authority;
import chat.carillon.core.log.Conversation.Settings;
import chat.carillon.core.log.NewConversation;
import chat.carillon.core.log.NewEntry;
import chat.carillon.core.store.AccountStore.Account;
import chat.carillon.core.store.StoreUnavailableException;
import chat.carillon.core.store.memory.InMemoryStore;
import chat.carillon.model.ClientMessageId;
import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.EntryBody;
import chat.carillon.model.UserId;
import chat.carillon.protocol.Limits;
import chat.carillon.testkit.FaultyStore.Fault;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultyStoreTest {
    private static final ConversationId C = new ConversationId("c");
    private static final UserId ANN = new UserId("ann");

    private final FaultyStore store = new FaultyStore(new InMemoryStore("e", new ManualTime(), Limits.DEFAULT));

    FaultyStoreTest() {
        store.accounts().create(new Account(ANN, "Ann", false, false, 0), null);
        store.conversations()
                .create(new NewConversation(
                        C, ConversationKind.GROUP, null, null, Settings.of(ConversationKind.GROUP), ANN, List.of(), 0));
    }

    private AppendResult append() {
        var body = new EntryBody.Posted("hi", null, null, List.of());
        var entry = new NewEntry(C, ANN, Authority.MEMBER, new ClientMessageId("k"), 0, body);
        return store.log().append(List.of(entry)).getFirst();
    }

    @Test
    void an_append_that_fails_before_its_commit_leaves_nothing() {
        store.faults(() -> Fault.BEFORE_COMMIT);
        assertThatThrownBy(this::append).isInstanceOf(StoreUnavailableException.class);

        store.faults(() -> Fault.NONE);
        assertThat(append()).isInstanceOf(AppendResult.Appended.class);
    }

    @Test
    void an_append_that_fails_after_its_commit_is_there() {
        store.faults(() -> Fault.AFTER_COMMIT);
        assertThatThrownBy(this::append).isInstanceOf(StoreUnavailableException.class);

        store.faults(() -> Fault.NONE);
        assertThat(append()).isEqualTo(new AppendResult.Duplicate(2, 0));
    }
}
