package chat.carillon.backend.redis;

import io.lettuce.core.cluster.SlotHash;
import java.util.List;
import java.util.TreeMap;

/// Names of keys and channels that lie on every shard of a Redis Cluster: each shard can fail alone, and one name
/// knows only of its own.
final class Spread {
    /// A shard that has fewer slots than this part of all may be missed.
    private static final int RANGES = 16;

    private static final int MAX_TRIES = 1_000;

    private Spread() {}

    /// One name in each sixteenth of the slots; fewer if the beginning has a hash tag, which binds all to one slot.
    static List<String> names(String beginning) {
        var byRange = new TreeMap<Integer, String>();
        for (int number = 0; number < MAX_TRIES && byRange.size() < RANGES; number++) {
            String name = beginning + number;
            byRange.putIfAbsent(SlotHash.getSlot(name) * RANGES / SlotHash.SLOT_COUNT, name);
        }
        return List.copyOf(byRange.values());
    }
}
