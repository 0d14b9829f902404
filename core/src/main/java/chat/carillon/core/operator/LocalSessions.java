package chat.carillon.core.operator;

import chat.carillon.core.session.Connection;
import chat.carillon.core.session.Session;
import chat.carillon.core.session.Sessions;
import chat.carillon.core.time.Time;
import chat.carillon.model.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// The sessions of this node as operators see them. Thread-safe; blocks for as long as the event loops need to answer,
/// at most [#MAX_ROUNDS] times [#LOOPS_WITHIN_MILLIS]: what a busy loop does not say in time is left out.
public final class LocalSessions {
    static final long LOOPS_WITHIN_MILLIS = 500;

    /// As often it is asked for those who come after, instead of those who are none.
    static final int MAX_ROUNDS = 4;

    private static final long NANOS_A_MILLI = 1_000_000;

    private final Sessions sessions;
    private final Time time;

    public LocalSessions(Sessions sessions, Time time) {
        this.sessions = sessions;
        this.time = time;
    }

    /// Those with an id after `after` (null: from the start), in the order of ids.
    ///
    /// @param user only theirs; null: everybody's
    /// @return `limit` of them, if there are so many: who is just arriving or gone is none
    public List<SessionRow> page(@Nullable UserId user, @Nullable String after, int limit) {
        var rows = new ArrayList<SessionRow>();
        String last = after;
        for (int round = 0; round < MAX_ROUNDS && rows.size() < limit; round++) {
            List<Session> some = sessions.page(user, last, limit - rows.size());
            if (some.isEmpty()) {
                break;
            }
            rows.addAll(rowsOf(some));
            last = some.getLast().id().value();
        }
        return rows;
    }

    private List<SessionRow> rowsOf(List<Session> some) {
        List<CompletableFuture<Optional<SessionRow>>> looks =
                some.stream().map(this::look).toList();
        try {
            CompletableFuture.allOf(looks.toArray(CompletableFuture[]::new))
                    .get(LOOPS_WITHIN_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // Those that have answered count.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return looks.stream()
                .filter(look -> look.isDone() && !look.isCompletedExceptionally())
                .flatMap(look -> look.join().stream())
                .toList();
    }

    private CompletableFuture<Optional<SessionRow>> look(Session session) {
        var look = new CompletableFuture<Optional<SessionRow>>();
        try {
            session.connection().loop().execute(() -> look.complete(row(session)));
        } catch (RejectedExecutionException e) {
            // Its loop has ended, and so has the session.
            look.complete(Optional.empty());
        }
        return look;
    }

    /// On the session's loop.
    private Optional<SessionRow> row(Session session) {
        if (!session.isOpen()) {
            return Optional.empty();
        }
        Connection connection = session.connection();
        Connection.Vitals vitals = connection.vitals();
        long now = time.wallMillis();
        return Optional.of(new SessionRow(
                session.id(),
                session.user(),
                session.device(),
                sessions.node(),
                connection.remoteAddress(),
                vitals.client(),
                now - vitals.ageNanos() / NANOS_A_MILLI,
                now - vitals.heardNanosAgo() / NANOS_A_MILLI,
                vitals.queuedBytes()));
    }
}
