package chat.carillon.core.crowd.presence;

import chat.carillon.model.DeviceId;
import chat.carillon.model.SessionId;
import chat.carillon.model.UserId;
import chat.carillon.protocol.PresenceStatus;
import chat.carillon.protocol.ServerFrame.PresenceNotice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Who is on this node, and as what they want to be seen: a user is what the most present of their sessions is. A
/// session that ends counts a little longer, so that nobody is seen to leave who only changes sockets.
///
/// Pure: the caller tells the time. Thread-safe: guarded by this object's lock.
final class Attendance {
    /// So long a user who comes is not seen yet, unless they say what they want to be seen as: who wants to be
    /// invisible has to be welcomed before they can say so.
    static final long SETTLING_NANOS = TimeUnit.SECONDS.toNanos(1);

    /// Users that are gone of whom it is known since when; of others nothing is said.
    static final int MAX_REMEMBERED = 100_000;

    private final long graceNanos;
    private final Map<UserId, Present> present = new HashMap<>();

    /// Sessions that have ended and still count, the first to be forgotten first.
    private final Map<SessionId, Ended> ended = new LinkedHashMap<>();

    private final Set<UserId> changed = new LinkedHashSet<>();

    /// When those were seen last that are gone, the longest gone first.
    private final Map<UserId, Long> lastSeenMillis = new LinkedHashMap<>();

    /// @param grace longer than clients need to come back, also to another node
    Attendance(Duration grace) {
        this.graceNanos = grace.toNanos();
    }

    private record Stay(DeviceId device, PresenceStatus status) {}

    private record Ended(UserId user, long untilNanos) {}

    private static final class Present {
        private final Map<SessionId, Stay> stays = new LinkedHashMap<>(2);
        private PresenceStatus told = PresenceStatus.OFFLINE;
        private long seenMillis;

        /// Other nodes that say that the user is there.
        private Set<String> elsewhere = Set.of();

        /// Until then nothing new is said of the user.
        private long settledNanos;

        private boolean isCountedBy(String self) {
            return told != PresenceStatus.OFFLINE && elsewhere.stream().noneMatch(other -> other.compareTo(self) < 0);
        }

        private PresenceStatus status() {
            return stays.values().stream().map(Stay::status).reduce(PresenceStatus.OFFLINE, Attendance::morePresent);
        }
    }

    static PresenceStatus morePresent(PresenceStatus one, PresenceStatus other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    /// A session opened. It is seen as the same device was a moment ago, if it was here, and as online else.
    synchronized void came(UserId user, DeviceId device, SessionId session, long nowNanos) {
        Present here = present.computeIfAbsent(user, this::remembered);
        if (here.stays.isEmpty()) {
            here.settledNanos = nowNanos + SETTLING_NANOS;
        }
        PresenceStatus status = PresenceStatus.ONLINE;
        for (Iterator<Map.Entry<SessionId, Stay>> all = here.stays.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<SessionId, Stay> one = all.next();
            if (one.getValue().device().equals(device) && ended.remove(one.getKey()) != null) {
                status = one.getValue().status();
                all.remove();
            }
        }
        here.stays.put(session, new Stay(device, status));
        changed.add(user);
    }

    private Present remembered(UserId user) {
        var here = new Present();
        Long seen = lastSeenMillis.remove(user);
        here.seenMillis = seen == null ? 0 : seen;
        return here;
    }

    /// The user of a session that is here wants to be seen so.
    synchronized void wants(UserId user, SessionId session, PresenceStatus status, long nowNanos, long nowMillis) {
        Present here = present.get(user);
        Stay stay = here == null ? null : here.stays.get(session);
        if (here == null || stay == null) {
            return;
        }
        if (here.told != PresenceStatus.OFFLINE && stay.status() != PresenceStatus.OFFLINE) {
            here.seenMillis = nowMillis;
        }
        here.settledNanos = nowNanos;
        here.stays.put(session, new Stay(stay.device(), status));
        changed.add(user);
    }

    /// A session ended.
    synchronized void left(UserId user, SessionId session, long nowNanos, long nowMillis) {
        Present here = present.get(user);
        Stay stay = here == null ? null : here.stays.get(session);
        if (here == null || stay == null) {
            return;
        }
        if (stay.status() != PresenceStatus.OFFLINE) {
            here.seenMillis = nowMillis;
        }
        ended.put(session, new Ended(user, nowNanos + graceNanos));
    }

    /// Another node says whether one of its users is there.
    ///
    /// @return whether they are seen here as well, which that node may not know
    synchronized boolean heard(String node, UserId user, boolean there) {
        Present here = present.get(user);
        if (here == null || here.elsewhere.contains(node) == there) {
            return false;
        }
        var elsewhere = new HashSet<>(here.elsewhere);
        if (there) {
            elsewhere.add(node);
        } else {
            elsewhere.remove(node);
        }
        here.elsewhere = Set.copyOf(elsewhere);
        return there && here.told != PresenceStatus.OFFLINE;
    }

    /// These nodes live: what others said counts no longer.
    synchronized void living(Set<String> nodes) {
        for (Present here : present.values()) {
            if (!nodes.containsAll(here.elsewhere)) {
                var elsewhere = new HashSet<>(here.elsewhere);
                elsewhere.retainAll(nodes);
                here.elsewhere = Set.copyOf(elsewhere);
            }
        }
    }

    /// Which users this node counts as there in a conversation: those who are seen, and whom no node of a lower name
    /// counts. Whose sessions have just ended stays for as long as they are seen, if they were counted before.
    synchronized Set<UserId> counted(String self, Collection<UserId> attached, Collection<UserId> before) {
        var counted = new HashSet<UserId>();
        for (UserId user : attached) {
            Present here = present.get(user);
            if (here != null && here.isCountedBy(self)) {
                counted.add(user);
            }
        }
        for (UserId user : before) {
            Present here = present.get(user);
            if (here != null && here.isCountedBy(self) && ended.keySet().containsAll(here.stays.keySet())) {
                counted.add(user);
            }
        }
        return counted;
    }

    /// Whether there is anything to take.
    synchronized boolean isDue(long nowNanos) {
        return !changed.isEmpty() || firstEndedBy(nowNanos) != null;
    }

    private @Nullable SessionId firstEndedBy(long nowNanos) {
        Iterator<Map.Entry<SessionId, Ended>> all = ended.entrySet().iterator();
        if (!all.hasNext()) {
            return null;
        }
        Map.Entry<SessionId, Ended> first = all.next();
        return nowNanos - first.getValue().untilNanos() >= 0 ? first.getKey() : null;
    }

    /// Takes what is to be told of the users of this node: those who are seen as something else than before.
    synchronized List<PresenceNotice> due(long nowNanos, int max) {
        forgetEnded(nowNanos);
        var due = new ArrayList<PresenceNotice>();
        for (Iterator<UserId> all = changed.iterator(); all.hasNext() && due.size() < max; ) {
            UserId user = all.next();
            Present here = present.get(user);
            if (here != null && nowNanos - here.settledNanos < 0) {
                continue;
            }
            all.remove();
            if (here == null) {
                continue;
            }
            PresenceStatus status = here.status();
            if (status != here.told) {
                here.told = status;
                due.add(notice(user, status, here.seenMillis));
            }
            if (here.stays.isEmpty()) {
                present.remove(user);
                remember(user, here.seenMillis);
            }
        }
        return due;
    }

    private void forgetEnded(long nowNanos) {
        for (SessionId session = firstEndedBy(nowNanos); session != null; session = firstEndedBy(nowNanos)) {
            Ended gone = ended.remove(session);
            Present here = gone == null ? null : present.get(gone.user());
            if (gone != null && here != null) {
                here.stays.remove(session);
                changed.add(gone.user());
            }
        }
    }

    private void remember(UserId user, long seenMillis) {
        if (seenMillis == 0) {
            // Was never seen here.
            return;
        }
        lastSeenMillis.put(user, seenMillis);
        if (lastSeenMillis.size() > MAX_REMEMBERED) {
            Iterator<UserId> oldest = lastSeenMillis.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    private static PresenceNotice notice(UserId user, PresenceStatus status, long seenMillis) {
        boolean gone = status == PresenceStatus.OFFLINE && seenMillis != 0;
        return new PresenceNotice(user, status, gone ? seenMillis : null);
    }

    /// What a user is seen as on this node now; empty for who is not known here.
    synchronized Optional<PresenceNotice> of(UserId user, long nowNanos) {
        Present here = present.get(user);
        if (here != null) {
            boolean settled = nowNanos - here.settledNanos >= 0;
            return Optional.of(notice(user, settled ? here.status() : here.told, here.seenMillis));
        }
        Long seen = lastSeenMillis.get(user);
        return seen == null ? Optional.empty() : Optional.of(new PresenceNotice(user, PresenceStatus.OFFLINE, seen));
    }
}
