package chat.carillon.testkit.sim.client;

import chat.carillon.model.ConversationId;
import chat.carillon.model.Entry;
import chat.carillon.model.UserId;
import chat.carillon.protocol.ConversationSummary;
import chat.carillon.protocol.ServerFrame;
import chat.carillon.testkit.sim.Journal;
import chat.carillon.testkit.sim.Violation;
import java.util.HashMap;
import java.util.Map;

/// Watches what one session is given: the entries of a conversation in order, each once, without a
/// gap unless it was told that it lags (I3), and nothing that is not for its user.
final class SessionCheck {
    private final UserId user;
    private final Journal journal;
    private final Map<ConversationId, Stream> streams = new HashMap<>();

    private static final class Stream {
        long nextSeq;
        boolean lagging;

        Stream(long nextSeq) {
            this.nextSeq = nextSeq;
        }
    }

    SessionCheck(UserId user, Journal journal) {
        this.user = user;
        this.journal = journal;
    }

    void onFrame(ServerFrame frame) {
        switch (frame) {
            case ServerFrame.Welcome welcome -> welcome.conversations().forEach(this::begins);
            case ServerFrame.Joined(ConversationSummary summary) -> begins(summary);
            case ServerFrame.Left(ConversationId conversation) -> {
                require(streams.remove(conversation) != null, "was told to have left %s twice", conversation);
            }
            case ServerFrame.Lagging lagging ->
                lagging.conversations().forEach(conversation -> {
                    Stream stream = streams.get(conversation);
                    if (stream != null) {
                        stream.lagging = true;
                    }
                });
            case ServerFrame.Live(Entry entry) -> onLive(entry);
            case ServerFrame.Entries page -> page.entries().forEach(this::mustBeReadable);
            case ServerFrame.TypingNotice typing ->
                require(streams.containsKey(typing.conversation()), "hears typing in %s", typing.conversation());
            default -> {}
        }
    }

    private void begins(ConversationSummary summary) {
        Journal.Log log = journal.log(summary.id());
        Stream former = streams.put(summary.id(), new Stream(summary.headSeq() + 1));
        require(former == null, "was attached to %s twice", summary.id());
        require(log.headSeq() >= summary.headSeq(), "is told a head of %s that is not there", summary.id());
        require(log.wasMemberAt(user, summary.headSeq()), "is attached to %s as a stranger", summary);
        long unread = Math.max(0, log.ordinalAt(summary.headSeq()) - log.ordinalAt(summary.readSeq()));
        require(summary.unread() == unread, "is told a wrong unread, " + unread + " would be right: %s", summary);
    }

    private void onLive(Entry entry) {
        Stream stream = streams.get(entry.conversation());
        if (stream == null) {
            throw new Violation("%s is given %s without being attached".formatted(user, entry));
        }
        boolean next = stream.lagging ? entry.seq() >= stream.nextSeq : entry.seq() == stream.nextSeq;
        require(next, "I3: is given %s after " + (stream.nextSeq - 1), entry);
        require(
                journal.log(entry.conversation()).wasMemberAt(user, entry.seq()),
                "is given %s while it was no member",
                entry);
        mustBeTrue(entry);
        stream.nextSeq = entry.seq() + 1;
        stream.lagging = false;
    }

    private void mustBeReadable(Entry entry) {
        require(journal.log(entry.conversation()).mayHaveRead(user, entry.seq()), "may not read %s", entry);
        mustBeTrue(entry);
    }

    private void mustBeTrue(Entry entry) {
        Journal.Log log = journal.log(entry.conversation());
        require(entry.seq() <= log.headSeq(), "is given %s, which is not durable", entry);
        Entry durable = log.entry(entry.seq());
        boolean same = durable.sender().equals(entry.sender())
                && durable.ordinal() == entry.ordinal()
                && (durable.body().equals(entry.body()) || entry.body().type().equals("tombstone"));
        require(same, "is given %s, which is not what was written", entry);
    }

    private void require(boolean condition, String what, Object about) {
        if (!condition) {
            throw new Violation(user + " " + what.formatted(about));
        }
    }
}
