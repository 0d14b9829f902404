package chat.carillon.cli.transfer;

import chat.carillon.cli.console.Failure;
import chat.carillon.core.log.Conversation;
import chat.carillon.core.log.CreateResult;
import chat.carillon.core.log.NewConversation;
import chat.carillon.core.store.AccountStore.Account;
import chat.carillon.core.store.Store;
import chat.carillon.loadtest.irc.IrcLog;
import chat.carillon.loadtest.report.Progress;
import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.UserId;
import chat.carillon.protocol.Limits;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// Puts IRC logs into a store. Confined to one thread.
final class IrcImport {
    private static final String OPERATOR = "operator";

    private final Store store;
    private final Limits limits;
    private final UserId owner;
    private final Set<UserId> accounts = new HashSet<>();

    IrcImport(Store store, Limits limits, UserId owner) {
        this.store = store;
        this.limits = limits;
        this.owner = owner;
    }

    /// @param messages that are new; `known` were there already
    /// @param left that could not be taken
    record Outcome(int channels, long messages, long known, long left, int users) {
        String sentence() {
            String again = known == 0 ? "" : ", %,d were there already".formatted(known);
            String leftOut = left == 0 ? "" : ", %,d were refused".formatted(left);
            return "%s of %s imported into %s%s%s."
                    .formatted(
                            counted(messages, "message"),
                            counted(users, "user"),
                            counted(channels, "channel"),
                            again,
                            leftOut);
        }

        private static String counted(long number, String what) {
            return "%,d %s%s".formatted(number, what, number == 1 ? "" : "s");
        }
    }

    Outcome run(List<IrcLog> logs, Progress progress) {
        requireOwner();
        progress.phase("Importing");
        long total = logs.stream().mapToLong(log -> log.lines().size()).sum();
        long done = 0;
        long messages = 0;
        long known = 0;
        long refused = 0;
        for (IrcLog log : logs) {
            long base = done;
            ChannelImport channel = new ChannelImport(store, limits, makeChannel(log), log, this::ensureAccount);
            channel.run(lines -> progress.at(base + lines, total));
            done += log.lines().size();
            messages += channel.messages();
            known += channel.known();
            refused += channel.refused();
        }
        progress.at(total, total);
        return new Outcome(logs.size(), messages, known, refused, accounts.size());
    }

    /// The operator's account is made at a server's first start, which may not have been.
    private void requireOwner() {
        if (store.accounts().find(owner).isEmpty()) {
            if (!owner.value().equals(OPERATOR)) {
                throw new Failure("There is no user %s.".formatted(owner), "--owner names an account that exists.");
            }
            ensureAccount(owner, "Operator", System.currentTimeMillis());
            accounts.clear();
        }
    }

    private void ensureAccount(UserId user, String name, long atMillis) {
        if (accounts.add(user)) {
            boolean _ = store.accounts().create(new Account(user, name, false, false, atMillis), null);
        }
    }

    private Conversation makeChannel(IrcLog log) {
        NewConversation wanted = new NewConversation(
                id(log.name()),
                ConversationKind.CHANNEL,
                log.name(),
                null,
                Conversation.Settings.of(ConversationKind.CHANNEL),
                owner,
                List.of(),
                LogDate.of(log.name()).millis(0));
        return switch (store.conversations().create(wanted)) {
            case CreateResult.Created(Conversation made, var _) -> made;
            case CreateResult.Existing(Conversation existing) -> existing;
            case CreateResult.Refused(var _, String message) -> throw new Failure(message + ".", null);
        };
    }

    /// Always the same for the same log, so that importing it again finds its channel.
    private static ConversationId id(String name) {
        return new ConversationId("irc-"
                + (name.matches("[A-Za-z0-9._-]{1,50}")
                        ? name
                        : UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))
                                .toString()));
    }
}
