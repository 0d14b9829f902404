package chat.carillon.core.search;

import chat.carillon.core.log.MessageState;
import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import chat.carillon.model.WireName;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Which messages a search looks at, apart from the words in them.
///
/// @param conversation only there; null: everywhere
/// @param sender only theirs; null: anyone's
/// @param sinceMillis no older, milliseconds since 1970 UTC
/// @param untilMillis older than that
/// @param has only with such a thing; null: any
public record SearchScope(
        @Nullable ConversationId conversation,
        @Nullable UserId sender,
        long sinceMillis,
        long untilMillis,
        @Nullable Thing has) {
    public static final SearchScope EVERYWHERE = new SearchScope(null, null, 0, Long.MAX_VALUE, null);

    private static final String PLAIN = "http://";
    private static final String SECURE = "https://";

    /// What a message can have besides words.
    public enum Thing implements WireName {
        /// An address of the web in its text.
        LINK,
        /// An attachment.
        FILE
    }

    /// All of one conversation, or of all where it is null.
    public static SearchScope of(@Nullable ConversationId conversation) {
        return new SearchScope(conversation, null, 0, Long.MAX_VALUE, null);
    }

    /// Whether the search looks at this message.
    public boolean holds(MessageState message) {
        return (conversation == null || conversation.equals(message.conversation()))
                && (sender == null || sender.equals(message.sender()))
                && message.atMillis() >= sinceMillis
                && message.atMillis() < untilMillis
                && (has == null || has(message, has));
    }

    private static boolean has(MessageState message, Thing thing) {
        return switch (thing) {
            case LINK -> hasLink(message.text().toLowerCase(Locale.ROOT));
            case FILE -> !message.attachments().isEmpty();
        };
    }

    private static boolean hasLink(String text) {
        return text.contains(PLAIN) || text.contains(SECURE);
    }

    public boolean wantsLink() {
        return has == Thing.LINK;
    }

    public boolean wantsFile() {
        return has == Thing.FILE;
    }
}
