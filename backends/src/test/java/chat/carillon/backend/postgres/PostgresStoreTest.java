package chat.carillon.backend.postgres;

import chat.carillon.core.store.Store;
import chat.carillon.core.time.Time;
import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import chat.carillon.testkit.contract.StoreContract;
import java.sql.SQLException;

class PostgresStoreTest extends StoreContract {
    private String url = "";

    @Override
    protected Store open(Time time) {
        url = TestDatabase.create();
        return TestDatabase.open(url, time);
    }

    @Override
    public Store withWrongMarker(ConversationId conversation, UserId user, long by) throws SQLException {
        TestDatabase.execute(
                url, "UPDATE member SET read_ordinal = read_ordinal + %d WHERE user_id = '%s'".formatted(by, user));
        return world().store();
    }
}
