package chat.carillon.core.registry;

import chat.carillon.core.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The directory of a store that belongs to one process, and the reference for the others. Thread-safe.
public final class InMemoryNodeDirectory implements NodeDirectory {
    private final Time time;
    private final Map<String, Lease> leases = new HashMap<>();

    private record Lease(NodeRecord node, long untilMillis) {}

    public InMemoryNodeDirectory(Time time) {
        this.time = time;
    }

    @Override
    public synchronized List<NodeRecord> renew(NodeRecord self, Duration lease) {
        long now = time.wallMillis();
        leases.put(self.node(), new Lease(self, now + lease.toMillis()));
        leases.values().removeIf(one -> one.untilMillis() <= now);
        var others = new ArrayList<NodeRecord>();
        for (Lease one : leases.values()) {
            if (!one.node().node().equals(self.node())) {
                others.add(one.node());
            }
        }
        return others;
    }

    @Override
    public synchronized void leave(String self) {
        leases.remove(self);
    }
}
