package chat.carillon.testkit.sim.cluster;

import chat.carillon.core.registry.RegistryUnavailableException;
import chat.carillon.core.registry.SessionRegistry;
import chat.carillon.model.UserId;
import chat.carillon.testkit.sim.Life;
import chat.carillon.testkit.sim.SimScheduler;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// One node's way to the registry, which lives where the broker does and dies with it: then nothing is recorded, and
/// nobody can be asked. It forgets no node that died, so it may be wrong in every way that a hint may be.
final class SimRegistry implements SessionRegistry {
    private final SessionRegistry content;
    private final SimBroker broker;
    private final Life life;

    SimRegistry(SessionRegistry content, SimBroker broker, Life life) {
        this.content = content;
        this.broker = broker;
        this.life = life;
    }

    @Override
    public CompletableFuture<Void> register(Registration registration) {
        var done = new CompletableFuture<Void>();
        SimScheduler scheduler = broker.scheduler();
        scheduler.after(scheduler.hop(), () -> {
            if (!life.isOver()) {
                if (!broker.dead()) {
                    var _ = content.register(registration);
                }
                done.complete(null);
            }
        });
        return done;
    }

    @Override
    public void unregister(Registration registration) {
        if (!broker.dead() && !life.isOver()) {
            content.unregister(registration);
        }
    }

    @Override
    public Map<UserId, List<Registration>> find(Collection<UserId> users) {
        SimScheduler scheduler = broker.scheduler();
        scheduler.pause(life, scheduler.hop());
        if (broker.dead()) {
            throw new RegistryUnavailableException("the simulation says so", new IllegalStateException());
        }
        return content.find(users);
    }
}
