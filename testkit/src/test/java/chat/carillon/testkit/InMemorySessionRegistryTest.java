package chat.carillon.testkit;

import chat.carillon.core.registry.InMemorySessionRegistry;
import chat.carillon.core.registry.SessionRegistry;
import chat.carillon.testkit.contract.cluster.SessionRegistryContract;

class InMemorySessionRegistryTest extends SessionRegistryContract {
    private final InMemorySessionRegistry registry = new InMemorySessionRegistry();

    @Override
    protected SessionRegistry connect(String node) {
        return registry;
    }
}
