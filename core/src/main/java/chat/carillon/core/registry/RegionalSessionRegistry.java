package chat.carillon.core.registry;

import chat.carillon.model.UserId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/// The registries of several regions as one: sessions are recorded in all of them, which is rare, and looked up in
/// that of the own region, which every direct message does. Thread-safe.
public final class RegionalSessionRegistry implements SessionRegistry {
    private final SessionRegistry home;
    private final List<SessionRegistry> all;

    /// @param home of the own region
    /// @param abroad of the other regions
    public RegionalSessionRegistry(SessionRegistry home, List<? extends SessionRegistry> abroad) {
        this.home = home;
        this.all = Stream.concat(Stream.of(home), abroad.stream()).toList();
    }

    @Override
    public CompletableFuture<Void> register(Registration registration) {
        return CompletableFuture.allOf(
                all.stream().map(registry -> registry.register(registration)).toArray(CompletableFuture[]::new));
    }

    @Override
    public void unregister(Registration registration) {
        all.forEach(registry -> registry.unregister(registration));
    }

    @Override
    public Map<UserId, List<Registration>> find(Collection<UserId> users) {
        return home.find(users);
    }
}
