package chat.carillon.core.node;

import chat.carillon.core.bus.Bus;
import chat.carillon.core.session.Arrivals;
import chat.carillon.core.session.Sessions;
import chat.carillon.core.store.ConversationStore;
import chat.carillon.core.store.ConversationStore.Joined;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Finds members whom nobody told that they are: that a user became a member travels on the bus, which may lose it,
/// and where nobody else is a member of the conversation no feed misses it. One range scan a look, in the rhythm and
/// over the overlap of the [chat.carillon.core.fanout.Sweeper], whatever the number of users. Confined to one look at
/// a time.
final class MembershipWatch {
    static final int MAX_A_QUERY = 5_000;

    /// Memberships that are checked once although several looks see them; of more, some are checked again.
    private static final int MAX_REMEMBERED = 50_000;

    private final ConversationStore store;
    private final Sessions sessions;
    private final Arrivals arrivals;
    private final Bus bus;
    private Set<Joined> checked = Set.of();

    MembershipWatch(ConversationStore store, Sessions sessions, Arrivals arrivals, Bus bus) {
        this.store = store;
        this.sessions = sessions;
        this.arrivals = arrivals;
        this.bus = bus;
    }

    /// One look. Blocks.
    ///
    /// @param sinceMillis by the store's time
    void look(long sinceMillis) {
        if (!bus.reachesOthers()) {
            return;
        }
        var seen = new HashSet<Joined>();
        List<Joined> page = store.joinedSince(sinceMillis, null, MAX_A_QUERY);
        check(page, seen);
        while (page.size() == MAX_A_QUERY) {
            page = store.joinedSince(sinceMillis, page.getLast(), MAX_A_QUERY);
            check(page, seen);
        }
        checked = seen;
    }

    /// A user without a session here learns of all memberships when one opens.
    private void check(List<Joined> page, Set<Joined> seen) {
        for (Joined joined : page) {
            if (sessions.of(joined.user()).isEmpty()) {
                continue;
            }
            if (!checked.contains(joined)) {
                arrivals.check(joined.conversation(), joined.user());
            }
            if (seen.size() < MAX_REMEMBERED) {
                seen.add(joined);
            }
        }
    }
}
