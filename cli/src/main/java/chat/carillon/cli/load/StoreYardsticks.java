package chat.carillon.cli.load;

import chat.carillon.loadtest.bench.append.StoreYardstick;
import java.io.IOException;

/// The yardstick of each store.
final class StoreYardsticks implements StoreYardstick {
    @Override
    public Throughput measure(Load load) throws IOException {
        return switch (load.place()) {
            case Place.Files(var directory) -> EmbeddedYardstick.measure(load, directory);
            case Place.Database database -> PostgresYardstick.measure(load, database);
        };
    }
}
