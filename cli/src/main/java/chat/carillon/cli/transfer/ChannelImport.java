package chat.carillon.cli.transfer;

import chat.carillon.core.log.AppendResult;
import chat.carillon.core.log.Authority;
import chat.carillon.core.log.Conversation;
import chat.carillon.core.log.NewEntry;
import chat.carillon.core.store.Store;
import chat.carillon.loadtest.irc.IrcLine;
import chat.carillon.loadtest.irc.IrcLog;
import chat.carillon.loadtest.irc.IrcNick;
import chat.carillon.model.ClientMessageId;
import chat.carillon.model.Entry;
import chat.carillon.model.EntryBody;
import chat.carillon.model.UserId;
import chat.carillon.protocol.Limits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Puts one IRC log into one channel. Confined to one thread.
///
/// Everything that is appended has a key made of the log's name and the line's number, and who is a member is worked
/// out from the log alone. So a second import appends the same entries, and the store knows them all.
final class ChannelImport {
    private static final int BATCH = 500;
    private static final String ACTION = "/me ";

    private final Store store;
    private final Limits limits;
    private final Conversation channel;
    private final IrcLog log;
    private final Accounts accounts;
    private final LogDate date;
    private final Set<UserId> members = new HashSet<>();
    private final Map<Integer, Long> seqs = new HashMap<>();
    private final List<NewEntry> batch = new ArrayList<>();

    /// The line of each entry of the batch that is a message; -1 for others.
    private final List<Integer> lines = new ArrayList<>();

    private long nowMillis;
    private long messages;
    private long known;
    private long refused;

    /// Makes sure that there is an account.
    interface Accounts {
        void ensure(UserId user, String name, long atMillis);
    }

    ChannelImport(Store store, Limits limits, Conversation channel, IrcLog log, Accounts accounts) {
        this.store = store;
        this.limits = limits;
        this.channel = channel;
        this.log = log;
        this.accounts = accounts;
        this.date = LogDate.of(log.name());
        this.nowMillis = LogDate.of(log.name()).millis(0);
    }

    long messages() {
        return messages;
    }

    long known() {
        return known;
    }

    long refused() {
        return refused;
    }

    void run(LongConsumer progress) {
        for (IrcLine line : log.lines()) {
            switch (line) {
                case IrcLine.Said said -> say(said);
                case IrcLine.Joined(int number, String nick) -> join(number, nick);
                case IrcLine.Left(int number, String nick) -> leave(number, nick);
                case IrcLine.Renamed(int number, String nick, String newNick) -> {
                    leave(number, nick);
                    join(number, newNick);
                }
                case IrcLine.Other _ -> {}
            }
            if (batch.size() >= BATCH) {
                flush();
                progress.accept(line.number());
            }
        }
        flush();
    }

    private void say(IrcLine.Said said) {
        if (said.text().isBlank()) {
            return;
        }
        nowMillis = date.millis(said.minuteOfDay());
        UserId user = join(said.number(), said.nick());
        String text = said.action() ? ACTION + said.text() : said.text();
        String fitting = text.length() <= limits.maxTextChars() ? text : text.substring(0, limits.maxTextChars());
        add(user, "m", said.number(), new EntryBody.Posted(fitting, replyTo(said.number()), null, List.of()), true);
    }

    /// The seq of the message that a line answers; what still waits to be appended is appended for that.
    private @Nullable Long replyTo(int line) {
        Integer answered = log.replies().get(line);
        if (answered == null) {
            return null;
        }
        if (lines.contains(answered)) {
            flush();
        }
        return seqs.get(answered);
    }

    private UserId join(int line, String nick) {
        UserId user = IrcNick.userId(nick);
        if (members.add(user)) {
            accounts.ensure(user, nick, nowMillis);
            add(user, "j", line, new EntryBody.MembersJoined(List.of(user)), false);
        }
        return user;
    }

    private void leave(int line, String nick) {
        UserId user = IrcNick.userId(nick);
        if (members.remove(user)) {
            add(user, "l", line, new EntryBody.MembersLeft(List.of(user)), false);
        }
    }

    private void add(UserId user, String kind, int line, EntryBody body, boolean message) {
        String key = "%s-%s%d".formatted(channel.id(), kind, line);
        String fitting = key.length() <= ClientMessageId.MAX_LENGTH
                ? key
                : key.substring(key.length() - ClientMessageId.MAX_LENGTH);
        batch.add(new NewEntry(channel.id(), user, Authority.MEMBER, new ClientMessageId(fitting), nowMillis, body));
        lines.add(message ? line : -1);
    }

    private void flush() {
        if (batch.isEmpty()) {
            return;
        }
        List<AppendResult> results = store.log().append(List.copyOf(batch));
        for (int i = 0; i < results.size(); i++) {
            int line = lines.get(i);
            switch (results.get(i)) {
                case AppendResult.Appended(Entry entry, Conversation.Head _) -> {
                    seqs.put(line, entry.seq());
                    messages += line >= 0 ? 1 : 0;
                }
                case AppendResult.Duplicate(long seq, long _) -> {
                    seqs.put(line, seq);
                    known += line >= 0 ? 1 : 0;
                }
                case AppendResult.Refused _ -> refused += line >= 0 ? 1 : 0;
            }
        }
        batch.clear();
        lines.clear();
    }
}
