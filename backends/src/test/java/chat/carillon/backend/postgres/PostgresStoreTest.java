package chat.carillon.backend.postgres;

import chat.carillon.core.store.Store;
import chat.carillon.core.time.Time;
import chat.carillon.protocol.Limits;
import chat.carillon.testkit.contract.StoreContract;

class PostgresStoreTest extends StoreContract {
    @Override
    protected Store open(Time time) {
        return PostgresStore.open(PostgresOptions.of(TestDatabase.create()), Limits.DEFAULT, _ -> time.wallMillis());
    }
}
