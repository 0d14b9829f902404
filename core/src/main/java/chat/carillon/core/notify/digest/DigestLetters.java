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
import chat.carillon.core.push.plan.Wishes;
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
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads what one user missed, and writes it as a digest. Blocks. Thread-safe because its fields do not change.
final class DigestLetters {
    /// Unread messages of a conversation among which lines are looked for.
    private static final int MAX_READ = 200;

    /// Messages that are read at a time when the newest one is looked for that is wanted.
    private static final int PAGE = 50;

    /// Who was away while more was said is mailed without a further look.
    private static final int MAX_PAGES = 40;

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
        Wishes usual = store.devices().wishes(user);
        Map<ConversationId, ConversationWish> wishes = store.devices().conversationWishes(user).stream()
                .collect(Collectors.toMap(ConversationWish::conversation, Function.identity()));
        List<UnreadLog> unread =
                store.conversations().membershipsOf(List.of(user)).getOrDefault(user, List.of()).stream()
                        .filter(one -> one.conversation().head().headOrdinal()
                                > one.member().readOrdinal())
                        .map(one -> new UnreadLog(one, newestMillis(one, level(usual, wishes, one), since)))
                        .toList();
        return new DigestContext(
                mailbox, account(user).filter(account -> !account.disabled()).isPresent(), usual, wishes, unread);
    }

    private static NotificationLevel level(
            Wishes usual, Map<ConversationId, ConversationWish> wishes, Membership membership) {
        Conversation conversation = membership.conversation();
        return DigestContext.level(usual, wishes.get(conversation.id()), conversation);
    }

    /// A log also changes by what is not a message, and by messages that are none of the user's business.
    private long newestMillis(Membership membership, NotificationLevel level, long sinceMillis) {
        Conversation conversation = membership.conversation();
        boolean none = level == NotificationLevel.NONE
                || level == NotificationLevel.MENTIONS && membership.mentions() == 0
                || conversation.head().changedAtMillis() <= sinceMillis;
        long beforeSeq = Long.MAX_VALUE;
        for (int page = 0; page < MAX_PAGES && !none; page++) {
            List<MessageState> messages =
                    store.history().messages(conversation.id(), afterSeq(membership), beforeSeq, PAGE);
            OptionalLong newest = messages.stream()
                    .filter(message -> isWanted(membership.member().user(), level, message))
                    .mapToLong(MessageState::atMillis)
                    .filter(at -> at > sinceMillis)
                    .max();
            if (newest.isPresent()) {
                return newest.getAsLong();
            }
            none = messages.size() < PAGE || messages.getFirst().atMillis() <= sinceMillis;
            beforeSeq = none ? beforeSeq : messages.getFirst().seq();
        }
        return none ? 0 : conversation.head().changedAtMillis();
    }

    private static boolean isWanted(UserId user, NotificationLevel level, MessageState message) {
        return !message.deleted()
                && !message.sender().equals(user)
                && (level == NotificationLevel.ALL || means(user, message.text()));
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
        NotificationLevel level = context.level(log);
        return store.history().messagesAfter(log.id(), afterSeq(log.membership()), Long.MAX_VALUE, MAX_READ).stream()
                .filter(message -> !message.text().isBlank() && isWanted(user, level, message))
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
