package chat.carillon.testkit;

import chat.carillon.core.bus.Bus;
import chat.carillon.testkit.contract.cluster.BusContract;

class InMemoryBrokerTest extends BusContract {
    private final InMemoryBroker broker = new InMemoryBroker();

    @Override
    protected Bus connect(String node) {
        return broker.connect(node);
    }
}
