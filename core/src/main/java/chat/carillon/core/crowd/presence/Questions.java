package chat.carillon.core.crowd.presence;

import chat.carillon.model.UserId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Users of this node of whom other nodes want to know. Thread-safe: guarded by this object's lock.
final class Questions {
    /// Others ask again.
    private static final int MAX_USERS = 20_000;

    private final Set<UserId> users = new LinkedHashSet<>();

    synchronized void add(UserId user) {
        if (users.size() < MAX_USERS) {
            users.add(user);
        }
    }

    synchronized boolean isEmpty() {
        return users.isEmpty();
    }

    synchronized List<UserId> take(int max) {
        var taken = new ArrayList<UserId>();
        for (Iterator<UserId> all = users.iterator(); all.hasNext() && taken.size() < max; ) {
            taken.add(all.next());
            all.remove();
        }
        return taken;
    }
}
