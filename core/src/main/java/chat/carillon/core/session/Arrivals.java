package chat.carillon.core.session;

import chat.carillon.core.conversation.Summaries;
import chat.carillon.core.fanout.MembershipListener;
import chat.carillon.core.fanout.Position;
import chat.carillon.core.log.Membership;
import chat.carillon.core.store.ConversationStore;
import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import chat.carillon.protocol.CloseCode;
import chat.carillon.protocol.ConversationSummary;
import chat.carillon.protocol.ServerFrame;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Attaches sessions to the conversations of their users: all of them when a session opens, one when its user
/// becomes a member. Whoever has come to be a member, or ceased to be one, while it was looked up is looked up
/// again: the position at which a session attaches tells ([Position#membershipSeq]). Thread-safe.
public final class Arrivals implements MembershipListener {
    private static final Logger log = LoggerFactory.getLogger(Arrivals.class);

    private final Sessions sessions;
    private final MembershipLoader loader;
    private final Opener opener;

    /// Opens conversations on this node; see [Fanout#open]. Blocks.
    public interface Opener {
        void open(Collection<ConversationId> conversations);
    }

    /// @param blocking runs what blocks
    public Arrivals(Sessions sessions, ConversationStore store, Opener opener, Executor blocking) {
        this.sessions = sessions;
        this.loader = new MembershipLoader(store, blocking);
        this.opener = opener;
    }

    /// Looks up what `user` is a member of and opens it on this node.
    ///
    /// @return completes on a thread that may block, exceptionally if the store could not say
    CompletableFuture<List<Membership>> load(UserId user) {
        return loader.load(user).thenApply(memberships -> {
            opener.open(memberships.stream().map(one -> one.conversation().id()).toList());
            return memberships;
        });
    }

    /// Attaches a session to what [#load] found. On the session's loop.
    ///
    /// @return the summaries of what it was attached to
    List<ConversationSummary> attachAll(Session session, List<Membership> memberships) {
        var summaries = new ArrayList<ConversationSummary>(memberships.size());
        var doubtful = new HashSet<ConversationId>();
        for (Membership membership : memberships) {
            attach(session, membership, doubtful).ifPresent(summaries::add);
        }
        if (!doubtful.isEmpty()) {
            lookAgain(session, doubtful);
        }
        return summaries;
    }

    private static Optional<ConversationSummary> attach(
            Session session, Membership membership, Set<ConversationId> doubtful) {
        ConversationId id = membership.conversation().id();
        Position position = session.attach(id);
        if (position == null) {
            doubtful.add(id);
            return Optional.empty();
        }
        if (position.membershipSeq() > membership.conversation().head().headSeq()) {
            doubtful.add(id);
        }
        return Optional.of(Summaries.at(membership, position.seq(), position.ordinal()));
    }

    @Override
    public void joined(ConversationId conversation, List<UserId> users) {
        for (UserId user : users) {
            for (Session session : sessions.of(user)) {
                lookAgain(session, Set.of(conversation));
            }
        }
    }

    /// Asks the store once more whether the session's user is a member of these, and attaches or detaches.
    private void lookAgain(Session session, Set<ConversationId> conversations) {
        onLoop(
                session,
                () -> session.whenOpen(() -> {
                    var _ = load(session.user()).whenComplete((memberships, error) -> {
                        if (error == null) {
                            onLoop(session, () -> settle(session, memberships, conversations));
                        } else {
                            log.warn("{}: cannot look up memberships: {}", session, error.toString());
                            session.end(CloseCode.OVERLOADED, "memberships cannot be looked up");
                        }
                    });
                }));
    }

    private void settle(Session session, List<Membership> memberships, Set<ConversationId> conversations) {
        if (!session.isOpen()) {
            return;
        }
        var gone = new HashSet<>(conversations);
        var arrived = new ArrayList<Membership>();
        for (Membership membership : memberships) {
            ConversationId id = membership.conversation().id();
            if (gone.remove(id) && !session.connection().attached(id)) {
                arrived.add(membership);
            }
        }
        gone.stream().filter(session.connection()::attached).forEach(id -> {
            session.connection().detach(id);
            session.detached(id);
        });
        attachAll(session, arrived).forEach(summary -> session.reply(new ServerFrame.Joined(summary)));
    }

    private static void onLoop(Session session, Runnable task) {
        session.connection().loop().execute(task);
    }
}
