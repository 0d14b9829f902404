package chat.carillon.core.notify.digest;

import chat.carillon.core.log.Conversation;
import chat.carillon.core.log.Member;
import chat.carillon.core.log.Membership;
import chat.carillon.core.log.MessageState;
import chat.carillon.core.push.Digest;
import chat.carillon.core.push.digest.DigestContext;
import chat.carillon.core.push.digest.DigestContext.UnreadLog;
import chat.carillon.core.push.digest.Mailbox;
import chat.carillon.core.push.plan.ConversationWish;
import chat.carillon.core.store.AccountStore.Account;
import chat.carillon.core.store.Store;
import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.UserId;
import chat.carillon.protocol.Mentions;
import chat.carillon.protocol.NotificationLevel;
import java.net.URI;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads what one user missed, and writes it as a digest. Blocks. Thread-safe because its fields do not change.
final class DigestLetters {
    /// Unread messages of a conversation among which lines are looked for.
    private static final int MAX_READ = 200;

    private static final Set<UserId> ALL = Set.of(new UserId("channel"), new UserId("everyone"), new UserId("here"));

    private final Store store;
    private final boolean lines;
    private final Function<Mailbox, URI> unsubscribe;
    private final URI open;

    /// @param lines whether it is told what was written
    /// @param unsubscribe what ends the mails to a mailbox
    /// @param open where conversations can be read
    DigestLetters(Store store, boolean lines, Function<Mailbox, URI> unsubscribe, URI open) {
        this.store = store;
        this.lines = lines;
        this.unsubscribe = unsubscribe;
        this.open = open;
    }

    /// What the store knows of the mailbox's user.
    DigestContext context(Mailbox mailbox) {
        UserId user = mailbox.user();
        long since = DigestContext.sinceMillis(mailbox);
        List<UnreadLog> unread =
                store.conversations().membershipsOf(List.of(user)).getOrDefault(user, List.of()).stream()
                        .filter(one -> one.conversation().head().headOrdinal()
                                > one.member().readOrdinal())
                        .map(one -> new UnreadLog(one, newestMillis(one, since)))
                        .toList();
        Map<ConversationId, ConversationWish> wishes = store.devices().conversationWishes(user).stream()
                .collect(Collectors.toMap(ConversationWish::conversation, Function.identity()));
        return new DigestContext(
                mailbox,
                account(user).filter(account -> !account.disabled()).isPresent(),
                store.devices().wishes(user),
                wishes,
                unread);
    }

    /// A log also changes by what is not a message.
    private long newestMillis(Membership membership, long sinceMillis) {
        Conversation.Head head = membership.conversation().head();
        if (head.changedAtMillis() <= sinceMillis) {
            return 0;
        }
        long newest =
                store
                        .history()
                        .messages(membership.conversation().id(), afterSeq(membership), Long.MAX_VALUE, 1)
                        .stream()
                        .mapToLong(MessageState::atMillis)
                        .max()
                        .orElse(0);
        return newest > sinceMillis ? newest : 0;
    }

    private static long afterSeq(Membership membership) {
        Member member = membership.member();
        return Math.max(
                member.readSeq(),
                member.visibleAfterSeq(membership.conversation().settings().history()));
    }

    private Optional<Account> account(UserId user) {
        return store.accounts().find(user);
    }

    /// @param told not empty
    Digest write(DigestContext context, List<UnreadLog> told) {
        Mailbox mailbox = context.mailbox();
        Map<UserId, String> names = new HashMap<>();
        boolean shown = context.wishes().showContent();
        return new Digest(
                mailbox.address(),
                mailbox.user(),
                name(mailbox.user(), names),
                mailbox.digestId(),
                told.stream().map(log -> unread(context, log, shown, names)).toList(),
                unsubscribe.apply(mailbox),
                open);
    }

    private Digest.Unread unread(DigestContext context, UnreadLog log, boolean shown, Map<UserId, String> names) {
        return new Digest.Unread(
                shown ? title(log.membership(), names) : "A " + kind(log),
                log.messages(),
                log.membership().mentions(),
                shown && lines ? lines(context, log, names) : List.of());
    }

    private static String kind(UnreadLog log) {
        return switch (log.membership().conversation().kind()) {
            case DIRECT -> "direct conversation";
            case GROUP -> "group";
            case CHANNEL -> "channel";
        };
    }

    private String title(Membership membership, Map<UserId, String> names) {
        Conversation conversation = membership.conversation();
        if (conversation.kind() == ConversationKind.DIRECT) {
            return membership.directUsers().stream()
                    .filter(user -> !user.equals(membership.member().user()))
                    .findFirst()
                    .map(user -> name(user, names))
                    .orElse("A direct conversation");
        }
        @Nullable String name = conversation.name();
        return name == null || name.isBlank() ? "A conversation without a name" : name;
    }

    private List<Digest.Line> lines(DigestContext context, UnreadLog log, Map<UserId, String> names) {
        UserId user = context.mailbox().user();
        boolean onlyMentions = context.level(log) == NotificationLevel.MENTIONS;
        return store.history().messagesAfter(log.id(), afterSeq(log.membership()), Long.MAX_VALUE, MAX_READ).stream()
                .filter(message -> !message.deleted() && !message.sender().equals(user))
                .filter(message -> !message.text().isBlank())
                .filter(message -> !onlyMentions || means(user, message.text()))
                .limit(Digest.MAX_LINES)
                .map(message -> new Digest.Line(name(message.sender(), names), message.text()))
                .toList();
    }

    private static boolean means(UserId user, String text) {
        Set<UserId> named = Mentions.in(text);
        return named.contains(user) || !Collections.disjoint(named, ALL);
    }

    private String name(UserId user, Map<UserId, String> names) {
        return names.computeIfAbsent(
                user,
                _ -> account(user)
                        .map(Account::displayName)
                        .filter(name -> !name.isBlank())
                        .orElse(user.value()));
    }
}
