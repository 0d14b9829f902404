package chat.carillon.testkit.sim.cluster;

import chat.carillon.core.registry.RegistryUnavailableException;
import chat.carillon.core.registry.SessionRegistry;
import chat.carillon.model.UserId;
import chat.carillon.testkit.sim.Life;
import chat.carillon.testkit.sim.Sabotage;
import chat.carillon.testkit.sim.SimScheduler;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// One node's way to the registry of a region, which lives where the broker does and dies with it, or alone: then
/// nothing is recorded, and nobody can be asked. It forgets no node that died, so it may be wrong in every way that a
/// hint may be.
final class SimRegistry implements SessionRegistry {
    private final SimBroker broker;
    private final SimBus bus;
    private final Life life;
    private final Sabotage sabotage;

    /// @param bus where this one ends, the registry does too
    SimRegistry(SimBroker broker, SimBus bus, Life life, Sabotage sabotage) {
        this.broker = broker;
        this.bus = bus;
        this.life = life;
        this.sabotage = sabotage;
    }

    private boolean out() {
        return broker.registryOutSinceNanos() != Long.MAX_VALUE || bus.isOffline();
    }

    @Override
    public CompletableFuture<Void> register(Registration registration) {
        var done = new CompletableFuture<Void>();
        SimScheduler scheduler = broker.scheduler();
        scheduler.after(
                scheduler.hop(),
                () -> life.run(() -> {
                    if (!life.isOver()) {
                        if (!out()) {
                            var _ = broker.registry().register(registration);
                        }
                        done.complete(null);
                    }
                }));
        return done;
    }

    @Override
    public void unregister(Registration registration) {
        if (!out() && !life.isOver()) {
            broker.registry().unregister(registration);
        }
    }

    @Override
    public Map<UserId, List<Registration>> find(Collection<UserId> users) {
        SimScheduler scheduler = broker.scheduler();
        scheduler.pause(life, scheduler.hop());
        if (out() && sabotage == Sabotage.REGISTRY_OUTAGE_MEANS_NOBODY) {
            return Map.of();
        }
        if (out()) {
            throw new RegistryUnavailableException("the simulation says so", new IllegalStateException());
        }
        return broker.registry().find(users);
    }
}
