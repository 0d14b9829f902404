package chat.carillon.cli.chat.view;

import chat.carillon.cli.chat.conversation.ListedConversation;
import chat.carillon.cli.chat.conversation.PageItem;
import chat.carillon.cli.chat.conversation.Readers;
import chat.carillon.cli.chat.conversation.Sentences;
import chat.carillon.cli.chat.conversation.ShownMessage;
import chat.carillon.cli.chat.conversation.ShownMessage.Delivery;
import chat.carillon.cli.chat.model.Attention;
import chat.carillon.cli.chat.model.ChatModel;
import chat.carillon.cli.chat.model.People;
import chat.carillon.cli.text.Columns;
import chat.carillon.cli.text.SafeText;
import chat.carillon.client.notification.ConversationWish;
import chat.carillon.model.UserId;
import chat.carillon.protocol.PresenceStatus;
import chat.carillon.protocol.ServerFrame.Headcount;
import chat.carillon.protocol.ServerFrame.PresenceNotice;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Puts into words and signs who is there, and who has received and read.
final class Marks {
    /// Readers that are named; of more the number is said.
    private static final int MAX_NAMED = 3;

    private Marks() {}

    /// One column.
    static Row presence(People people, UserId user) {
        return people.of(user)
                .map(notice -> switch (notice.status()) {
                    case ONLINE -> Row.of("●", Style.GOOD);
                    case AWAY -> Row.of("◐", Style.DIM);
                    case OFFLINE -> Row.of("○", Style.DIM);
                })
                .orElse(Row.of(" ", Style.PLAIN));
    }

    /// Who is there of a conversation; empty if it is not known.
    static Row presence(People people, ListedConversation conversation, Days days, long nowMillis) {
        Optional<UserId> partner = conversation.partner();
        if (partner.isPresent()) {
            return people.of(partner.get())
                    .map(notice -> Row.of(words(notice, days, nowMillis), style(notice.status())))
                    .orElse(Row.EMPTY);
        }
        return people.in(conversation.id())
                .map(counted -> Row.of(words(counted), Style.GOOD))
                .orElse(Row.EMPTY);
    }

    /// What the user is told of here, where it is not as usual; empty if it is.
    static String attention(ChatModel model, ListedConversation conversation, Days days) {
        Attention attention = model.attention();
        long now = model.nowMillis();
        Optional<Long> mutedUntil = attention.mutedUntil(conversation.id(), now);
        if (mutedUntil.isPresent()) {
            boolean forever = mutedUntil.get() >= ConversationWish.FOREVER;
            return forever ? "muted" : "muted until " + moment(mutedUntil.get(), days, now);
        }
        String level = attention.isSpecial(conversation)
                ? switch (attention.level(conversation).orElseThrow()) {
                    case ALL -> "told of all";
                    case MENTIONS -> "told of mentions";
                    case NONE -> "told of nothing";
                }
                : "";
        return attention.quiet(now) ? (level + "  do not disturb").strip() : level;
    }

    private static Style style(PresenceStatus status) {
        return status == PresenceStatus.ONLINE ? Style.GOOD : Style.DIM;
    }

    private static String words(PresenceNotice notice, Days days, long nowMillis) {
        return switch (notice.status()) {
            case ONLINE -> "online";
            case AWAY -> "away";
            case OFFLINE -> {
                Long seen = notice.lastSeenAtMillis();
                yield seen == null ? "offline" : "last seen " + moment(seen, days, nowMillis);
            }
        };
    }

    private static String moment(long atMillis, Days days, long nowMillis) {
        return days.day(atMillis).equals(days.day(nowMillis)) ? days.time(atMillis) : days.date(atMillis);
    }

    private static String words(Headcount counted) {
        return "%s of %s online".formatted(number(counted.online()), number(counted.members()));
    }

    private static String number(int number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /// What to say under which of one's own messages, by seq: under the last of those that have come equally far.
    static Map<Long, Row> receipts(
            ListedConversation conversation, List<PageItem> items, Optional<UserId> me, int width) {
        Map<Long, Row> rows = new HashMap<>();
        String below = "";
        for (PageItem item : items.reversed()) {
            if (item instanceof PageItem.Said(ShownMessage message) && isSent(message, me)) {
                String words = conversation
                        .readers()
                        .of(message.seq())
                        .map(Marks::words)
                        .orElse("");
                if (!words.isEmpty() && !words.equals(below)) {
                    rows.put(message.seq(), Row.of(Columns.cut(words, width), Style.DIM));
                }
                below = words;
            }
        }
        return rows;
    }

    private static boolean isSent(ShownMessage message, Optional<UserId> me) {
        return message.seq() != 0
                && message.delivery() instanceof Delivery.Sent
                && !message.deleted()
                && me.filter(message.sender()::equals).isPresent();
    }

    private static String words(Readers.Seen seen) {
        if (seen.read() > 0) {
            return "✓✓ read" + by(seen);
        }
        if (seen.delivered() >= seen.others()) {
            return "✓✓ delivered";
        }
        return seen.delivered() == 0
                ? "✓ sent"
                : "✓ delivered to %s of %s".formatted(number(seen.delivered()), number(seen.others()));
    }

    private static String by(Readers.Seen seen) {
        if (seen.others() == 1) {
            return "";
        }
        if (seen.read() >= seen.others()) {
            return " by all";
        }
        return seen.readBy().isEmpty() || seen.read() > MAX_NAMED
                ? " by %s of %s".formatted(number(seen.read()), number(seen.others()))
                : " by " + SafeText.line(Sentences.names(seen.readBy()));
    }
}
