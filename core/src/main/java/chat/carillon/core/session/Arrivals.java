package chat.carillon.core.session;

import chat.carillon.core.conversation.Summaries;
import chat.carillon.core.fanout.FeedListener;
import chat.carillon.core.fanout.Position;
import chat.carillon.core.log.Membership;
import chat.carillon.core.store.ConversationStore;
import chat.carillon.core.time.Time;
import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import chat.carillon.protocol.ConversationSummary;
import chat.carillon.protocol.ServerFrame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Attaches sessions to the conversations of their users: all of them when a session opens, one when its user
/// becomes a member. Thread-safe.
///
/// A lookup shows a user as a member up to the head that it saw; the position at which a session attaches is
/// another one. A session is attached only where its user is certainly a member at that position: not before the
/// entry by which it joined, and not if it may have left in between. What is uncertain is looked up again, until it
/// is not. From there on the log's own entries say who leaves, and the gateway detaches.
public final class Arrivals implements FeedListener {
    private static final Logger log = LoggerFactory.getLogger(Arrivals.class);

    /// Gives the feed time to come to where the store was.
    private static final Duration LOOK_AGAIN_AFTER = Duration.ofMillis(100);

    private static final Duration LOOK_AGAIN_AFTER_FAILURE = Duration.ofSeconds(2);

    private final Sessions sessions;
    private final MembershipLoader loader;
    private final LocalConversations local;
    private final Time time;

    /// The conversations of this node; see [chat.carillon.core.fanout.Fanout].
    public interface LocalConversations {
        /// Blocks.
        void open(Collection<ConversationId> conversations);

        boolean mayHaveLeft(ConversationId conversation, UserId user, long afterSeq);

        void onHead(ConversationId conversation, long headSeq);
    }

    /// @param blocking runs what blocks
    public Arrivals(
            Sessions sessions, ConversationStore store, LocalConversations local, Time time, Executor blocking) {
        this.sessions = sessions;
        this.loader = new MembershipLoader(store, local::open, time, blocking);
        this.local = local;
        this.time = time;
    }

    /// Questions to the store for memberships, since the node started.
    public long membershipQueries() {
        return loader.queries();
    }

    /// Users that they were about.
    public long membershipLookups() {
        return loader.lookups();
    }

    /// Looks up what `user` is a member of and opens it on this node.
    ///
    /// @return completes on a thread that may block, exceptionally if the store could not say
    CompletableFuture<List<Membership>> load(UserId user) {
        return loader.load(user);
    }

    /// Attaches a session to what [#load] found, so far as that is certain; the rest follows. On the session's loop.
    ///
    /// @return the summaries of what it was attached to
    List<ConversationSummary> attachAll(Session session, UserId user, List<Membership> memberships) {
        var summaries = new ArrayList<ConversationSummary>(memberships.size());
        boolean uncertain = false;
        for (Membership membership : memberships) {
            if (session.connection().attached(membership.conversation().id())) {
                uncertain |= isOfFormerStay(session, membership);
            } else {
                Optional<ConversationSummary> attached = attach(session, user, membership);
                attached.ifPresent(summaries::add);
                uncertain |= attached.isEmpty();
            }
        }
        if (uncertain) {
            lookAgainAfter(LOOK_AGAIN_AFTER, session);
        }
        return summaries;
    }

    /// Whether a session has yet to be given the entries by which its user left and joined again.
    private static boolean isOfFormerStay(Session session, Membership membership) {
        Position position = session.attach(membership.conversation().id());
        return position == null || position.seq() < membership.member().joinedSeq();
    }

    private Optional<ConversationSummary> attach(Session session, UserId user, Membership membership) {
        ConversationId id = membership.conversation().id();
        long joinedSeq = membership.member().joinedSeq();
        Position position = session.attach(id);
        if (position == null) {
            return Optional.empty();
        }
        if (position.seq() < joinedSeq) {
            session.connection().detach(id);
            local.onHead(id, joinedSeq);
            return Optional.empty();
        }
        if (local.mayHaveLeft(id, user, membership.conversation().head().headSeq())) {
            session.connection().detach(id);
            return Optional.empty();
        }
        return Optional.of(Summaries.at(membership, position.seq(), position.ordinal()));
    }

    @Override
    public void joined(ConversationId conversation, List<UserId> users) {
        for (UserId user : users) {
            sessions.of(user).forEach(session -> onLoop(session, () -> session.whenOpen(() -> look(session))));
        }
    }

    /// A user is a member, says the store: sessions that are not attached to the conversation are looked after. Does
    /// not block.
    public void check(ConversationId conversation, UserId user) {
        for (Session session : sessions.of(user)) {
            onLoop(
                    session,
                    () -> session.whenOpen(() -> {
                        // Where it is attached its feed gives it the entries by which the user left and came back.
                        if (!session.connection().attached(conversation)) {
                            look(session);
                        }
                    }));
        }
    }

    private void lookAgainAfter(Duration delay, Session session) {
        if (session.lookup().retry()) {
            time.after(
                    delay,
                    () -> onLoop(session, () -> {
                        session.lookup().retried();
                        session.whenOpen(() -> look(session));
                    }));
        }
    }

    /// On the loop of an open session.
    private void look(Session session) {
        if (session.lookup().begin()) {
            var _ = load(session.user())
                    .whenComplete((memberships, error) -> onLoop(session, () -> settle(session, memberships, error)));
        }
    }

    private void settle(Session session, @Nullable List<Membership> memberships, @Nullable Throwable error) {
        boolean outdated = session.lookup().end();
        if (!session.isOpen()) {
            return;
        }
        if (memberships != null) {
            attachAll(session, session.user(), memberships)
                    .forEach(summary -> session.reply(new ServerFrame.Joined(summary)));
        } else {
            log.warn("{}: cannot look up memberships: {}", session, String.valueOf(error));
            lookAgainAfter(LOOK_AGAIN_AFTER_FAILURE, session);
        }
        if (outdated) {
            look(session);
        }
    }

    private static void onLoop(Session session, Runnable task) {
        session.connection().loop().execute(task);
    }
}
