package chat.carillon.testkit.sim.scenario;

import chat.carillon.core.conversation.Summaries;
import chat.carillon.core.log.Membership;
import chat.carillon.core.log.MessageState;
import chat.carillon.core.store.Store;
import chat.carillon.model.ConversationId;
import chat.carillon.model.Entry;
import chat.carillon.model.EntryBody;
import chat.carillon.model.UserId;
import chat.carillon.testkit.sim.Journal;
import chat.carillon.testkit.sim.Violation;
import chat.carillon.testkit.sim.client.Screen;
import chat.carillon.testkit.sim.client.SimClient;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What must be true once nothing goes wrong any more.
final class FinalChecks {
    private final World world;
    private final Store content;

    FinalChecks(World world) {
        this.world = world;
        this.content = world.database().content();
    }

    /// What somebody still waits for; empty if everybody has everything.
    Optional<String> missing() {
        for (SimClient client : world.clients()) {
            String missing = missing(client);
            if (missing != null) {
                return Optional.of(client + missing);
            }
        }
        return Optional.empty();
    }

    private @Nullable String missing(SimClient client) {
        if (!client.isOpen()) {
            return " is not connected";
        }
        if (!client.outbox().isEmpty()) {
            return " waits for answers";
        }
        Map<ConversationId, Screen> screens = new HashMap<>();
        client.screens().forEach(screen -> screens.put(screen.conversation(), screen));
        for (Journal.Log log : world.journal().memberships(client.user())) {
            Screen screen = screens.get(log.id());
            if (screen == null || !screen.attached()) {
                return " was not told to be a member of " + log.id();
            }
            if (screen.cursor() != log.headSeq()) {
                return " has %s up to %d of %d".formatted(log.id(), screen.cursor(), log.headSeq());
            }
            Long readSeq = client.readSeqs().get(log.id());
            if (readSeq != null && membership(client.user(), log.id()).member().readSeq() < readSeq) {
                return " has read %s up to %d, which is not known".formatted(log.id(), readSeq);
            }
        }
        return screens.values().stream()
                .filter(screen -> !screen.settled())
                .findFirst()
                .map(screen -> " waits for more of " + screen.conversation())
                .orElse(null);
    }

    void run() {
        for (Journal.Log log : world.journal().logs()) {
            List<Entry> stored = content.log().read(log.id(), 0, Long.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);
            mustBeWritten(log, stored);
            mustBeReplayed(log, stored);
            for (SimClient client : world.clients()) {
                mustBeShown(client, log, stored);
            }
            log.everMembers().stream().filter(log::isMember).forEach(user -> mustBeCounted(log, user));
        }
        for (SimClient client : world.clients()) {
            mustBeDurable(client);
            for (Screen screen : client.screens()) {
                require(
                        !screen.attached()
                                || world.journal().log(screen.conversation()).isMember(client.user()),
                        "%s still believes to be a member of %s",
                        client,
                        screen.conversation());
            }
        }
    }

    /// I2: the log holds what was committed, and nothing twice.
    private static void mustBeWritten(Journal.Log log, List<Entry> stored) {
        require(stored.size() == log.headSeq(), "I2: %s holds %d of %d", log.id(), stored.size(), log.headSeq());
        Set<String> texts = new HashSet<>();
        for (Entry entry : stored) {
            Entry written = log.entry(entry.seq());
            require(
                    entry.equals(written) || entry.body() instanceof EntryBody.Tombstone,
                    "%s was written as %s",
                    entry,
                    written);
            if (written.body() instanceof EntryBody.Posted posted) {
                require(texts.add(posted.text()), "I1: %s was posted twice: %s", posted.text(), entry);
            }
        }
    }

    /// I1: what was acknowledged is where it was said to be.
    private void mustBeDurable(SimClient client) {
        client.outbox().acked().forEach((id, seq) -> {
            Entry entry = world.journal().byKey(client.user(), id).orElse(null);
            require(entry != null && entry.seq() == seq, "I1: %s was acknowledged as %d, it is %s", id, seq, entry);
        });
    }

    /// I3: a screen shows the log, from where its user may see it to where its user may.
    private static void mustBeShown(SimClient client, Journal.Log log, List<Entry> stored) {
        Screen screen = client.screens().stream()
                .filter(one -> one.conversation().equals(log.id()))
                .findFirst()
                .orElse(null);
        if (screen == null) {
            return;
        }
        Journal.Stay stay = log.lastStay(client.user()).orElseThrow();
        for (Entry shown : screen.entries()) {
            Entry entry = stored.get((int) shown.seq() - 1);
            // Its deletion may be one of the entries that this user may not read.
            boolean mayBeOld = stay.ended() || shown.seq() < stay.joinedSeq();
            require(
                    shown.equals(entry) || mayBeOld && entry.body() instanceof EntryBody.Tombstone,
                    "%s shows %s instead of %s",
                    client,
                    shown,
                    entry);
        }
        if (stay.ended() && screen.attachedAtSeq() < stay.joinedSeq()) {
            return; // It came and went without this device ever being told so.
        }
        long first = log.history() == chat.carillon.core.log.Conversation.HistoryPolicy.ALL ? 1 : stay.joinedSeq();
        long last = Math.min(stay.leftSeq(), log.headSeq());
        for (long seq = Math.max(first, screen.resetSeq() + 1); seq <= last; seq++) {
            require(screen.entry(seq) != null, "I3: %s does not show %s/%d", client, log.id(), seq);
        }
    }

    /// Unread is what a count over the log gives: messages of others after the read marker.
    private void mustBeCounted(Journal.Log log, UserId user) {
        Membership membership = membership(user, log.id());
        long readSeq = membership.member().readSeq();
        long unread = log.entries().stream()
                .filter(entry -> entry.seq() > readSeq && !entry.sender().equals(user))
                .filter(entry -> entry.body() instanceof EntryBody.Posted)
                .count();
        require(
                Summaries.of(membership).unread() == unread,
                "%s has %d unread in %s, not %s",
                user,
                unread,
                log.id(),
                Summaries.of(membership));
    }

    private Membership membership(UserId user, ConversationId conversation) {
        return content.conversations().membershipsOf(List.of(user)).getOrDefault(user, List.of()).stream()
                .filter(one -> one.conversation().id().equals(conversation))
                .findFirst()
                .orElseThrow(() -> new Violation("%s is no member of %s any more".formatted(user, conversation)));
    }

    /// The current state of the messages is what the log says.
    private void mustBeReplayed(Journal.Log log, List<Entry> stored) {
        var replay = new TreeMap<Long, Replay>();
        for (Entry entry : log.entries()) {
            switch (entry.body()) {
                case EntryBody.Posted posted -> replay.put(entry.seq(), new Replay(posted.text()));
                case EntryBody.Edited edited -> target(replay, edited.target()).text = edited.text();
                case EntryBody.Deleted deleted ->
                    target(replay, deleted.target()).delete();
                case EntryBody.ReactionAdded added ->
                    target(replay, added.target()).reactions.add(entry.sender() + added.emoji());
                case EntryBody.ReactionRemoved removed ->
                    target(replay, removed.target()).reactions.remove(entry.sender() + removed.emoji());
                default -> {}
            }
        }
        List<MessageState> states = content.history().messages(log.id(), 0, Long.MAX_VALUE, Integer.MAX_VALUE);
        require(states.size() == replay.size(), "%s has %d messages", log.id(), states.size());
        for (MessageState state : states) {
            Replay expected = target(replay, state.seq());
            var reactions = new HashSet<String>();
            state.reactions().forEach((emoji, users) -> users.forEach(user -> reactions.add(user + emoji)));
            require(
                    state.text().equals(expected.text)
                            && state.deleted() == expected.deleted
                            && reactions.equals(expected.reactions),
                    "%s is not what the log says",
                    state);
            require(
                    !state.deleted() || stored.get((int) state.seq() - 1).body() instanceof EntryBody.Tombstone,
                    "%s was deleted and is still in the log",
                    state);
        }
    }

    private static Replay target(Map<Long, Replay> replay, long seq) {
        Replay found = replay.get(seq);
        if (found == null) {
            throw new Violation("there is no message at " + seq);
        }
        return found;
    }

    private static final class Replay {
        final Set<String> reactions = new HashSet<>();
        String text;
        boolean deleted;

        Replay(String text) {
            this.text = text;
        }

        void delete() {
            deleted = true;
            text = "";
            reactions.clear();
        }
    }

    @SuppressWarnings("AnnotateFormatMethod")
    private static void require(boolean condition, String what, @Nullable Object... about) {
        if (!condition) {
            throw new Violation(what.formatted(about));
        }
    }
}
