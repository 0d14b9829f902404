package chat.carillon.testkit;

import chat.carillon.core.store.Store;
import chat.carillon.core.store.memory.InMemoryStore;
import chat.carillon.core.time.Time;
import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import chat.carillon.protocol.Limits;
import chat.carillon.testkit.contract.StoreContract;
import java.util.Map;

class InMemoryStoreTest extends StoreContract {
    @Override
    protected Store open(Time time) {
        return new InMemoryStore("epoch-1", time, Limits.DEFAULT);
    }

    @Override
    public Store withWrongMarker(ConversationId conversation, UserId user, long by) {
        return TamperedStore.of(world().store(), Map.of(user, by));
    }
}
