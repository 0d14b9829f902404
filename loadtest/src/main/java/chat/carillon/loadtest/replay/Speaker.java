package chat.carillon.loadtest.replay;

import chat.carillon.client.Draft;
import chat.carillon.client.session.Sent;
import chat.carillon.loadtest.api.ServerApi;
import chat.carillon.loadtest.check.Acknowledged;
import chat.carillon.loadtest.irc.IrcLine;
import chat.carillon.loadtest.irc.IrcLog;
import chat.carillon.loadtest.irc.IrcNick;
import chat.carillon.model.ConversationId;
import chat.carillon.model.EntryBody;
import chat.carillon.model.UserId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Says and does what the lines of one log say and do. Confined to one thread.
final class Speaker {
    /// Longer than the server and a client's backoff need after a kill.
    private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(10);

    private final ConversationId conversation;
    private final IrcLog log;
    private final String keyPrefix;
    private final ServerApi api;
    private final Authors authors;
    private final Tally tally;
    private final Set<UserId> members = new HashSet<>();
    private final Map<Integer, Long> seqOfLine = new HashMap<>();
    private final List<Acknowledged> sends = new ArrayList<>();
    private final List<Due> dues = new ArrayList<>();

    /// When a message was due, and by whom.
    ///
    /// @param nanos on the monotonic clock
    /// @param cut whether its author is one whose connection is cut now and then
    record Due(long nanos, boolean cut) {}

    /// @param keyPrefix that no other conversation's or run's clientMessageIds have
    Speaker(ConversationId conversation, IrcLog log, String keyPrefix, ServerApi api, Authors authors, Tally tally) {
        this.conversation = conversation;
        this.log = log;
        this.keyPrefix = keyPrefix;
        this.api = api;
        this.authors = authors;
        this.tally = tally;
    }

    void join(String nick) throws IOException {
        if (members.add(IrcNick.userId(nick))) {
            api.joinSelf(conversation, IrcNick.userId(nick), nick);
            tally.joins.increment();
        }
    }

    void leave(String nick) throws IOException {
        UserId user = IrcNick.userId(nick);
        if (members.remove(user)) {
            api.leave(conversation, user, List.of(user));
            tally.leaves.increment();
        }
    }

    /// Sends a line as its author, and waits until it is durable.
    void say(IrcLine.Said line, long due) throws IOException {
        join(line.nick());
        String text = line.action() ? "/me " + line.text() : line.text();
        Integer answered = log.replies().get(line.number());
        Long replyTo = answered == null ? null : seqOfLine.get(answered);
        String key = keyPrefix + line.number();
        Draft draft = Draft.of(text).withClientMessageId(key);
        Draft whole = replyTo == null ? draft : draft.replyingTo(replyTo);
        Sent sent = authors.as(
                line.nick(), client -> await(client.conversation(conversation).send(whole), key));
        boolean cut = authors.unlucky(line.nick());
        tally.sent(cut, System.nanoTime() - due);
        if (replyTo != null) {
            tally.replies.increment();
        }
        seqOfLine.put(line.number(), sent.seq());
        dues.add(new Due(due, cut));
        sends.add(acknowledged(key, sent, IrcNick.userId(line.nick()), text, replyTo));
    }

    private static Acknowledged acknowledged(
            String key, Sent sent, UserId sender, String text, @Nullable Long replyTo) {
        return new Acknowledged(key, sent.seq(), sender, new EntryBody.Posted(text, replyTo, null, List.of()));
    }

    private static Sent await(CompletableFuture<Sent> answer, String key) throws IOException {
        try {
            return answer.get(ANSWER_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException("The send %s was refused: %s.".formatted(key, e.getMessage()), e);
        } catch (TimeoutException e) {
            throw new IOException(
                    "The send %s was not answered within %d s.".formatted(key, ANSWER_TIMEOUT.toSeconds()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /// In the order they were sent.
    List<Acknowledged> sends() {
        return List.copyOf(sends);
    }

    /// When each of the [#sends] was due.
    List<Due> dues() {
        return List.copyOf(dues);
    }
}
