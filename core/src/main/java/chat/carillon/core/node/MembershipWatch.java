package chat.carillon.core.node;

import chat.carillon.core.session.Arrivals;
import chat.carillon.core.session.Sessions;
import chat.carillon.core.time.Time;
import chat.carillon.model.UserId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// Finds members whom nobody told that they are: that a user became a member travels on the bus, which may lose it,
/// and where nobody else is a member of the conversation no feed misses it. Looks up the memberships of all users
/// with sessions here, in turn: a few hundred every 5 s in one query, all of them within about a minute. Confined
/// to the timer's thread.
final class MembershipWatch {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
    private static final int MIN_USERS_A_LOOK = 500;
    private static final int LOOKS_A_ROUND = 12;

    private final Sessions sessions;
    private final Arrivals arrivals;
    private final Time time;
    private final ArrayDeque<UserId> round = new ArrayDeque<>();
    private int usersALook;
    private volatile boolean stopped;

    MembershipWatch(Sessions sessions, Arrivals arrivals, Time time) {
        this.sessions = sessions;
        this.arrivals = arrivals;
        this.time = time;
    }

    void start() {
        if (!stopped) {
            time.after(LOOK_EVERY, this::look);
        }
    }

    void stop() {
        stopped = true;
    }

    private void look() {
        if (round.isEmpty()) {
            round.addAll(sessions.users());
            usersALook = Math.max(MIN_USERS_A_LOOK, round.size() / LOOKS_A_ROUND + 1);
        }
        List<UserId> users = new ArrayList<>(Math.min(usersALook, round.size()));
        while (users.size() < usersALook && !round.isEmpty()) {
            users.add(round.remove());
        }
        arrivals.check(users);
        start();
    }
}
