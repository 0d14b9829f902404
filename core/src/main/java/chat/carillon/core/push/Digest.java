package chat.carillon.core.push;

import chat.carillon.model.InvalidValueException;
import chat.carillon.model.UserId;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What one user missed, for one mail.
///
/// @param address the user's mailbox, `name@domain`
/// @param userName how to greet the user
/// @param id names this digest: another attempt at the same one has the same id. 1 to 64 letters, digits, `-`
///     or `_`
/// @param conversations those with something unread, most important first
/// @param unsubscribe what ends these mails with one `POST` to it, and without asking who is there
/// @param open where the conversations can be read; null if nobody said
public record Digest(
        String address,
        UserId user,
        String userName,
        String id,
        List<Unread> conversations,
        URI unsubscribe,
        @Nullable URI open) {

    /// Conversations in one mail, and lines of each.
    public static final int MAX_CONVERSATIONS = 20;

    public static final int MAX_LINES = 5;

    /// What RFC 5321 allows.
    private static final int MAX_ADDRESS_CHARS = 254;

    /// Deliberately narrow: no quoted names, no comments, no addresses in brackets, nothing that ends a header.
    private static final Pattern ADDRESS = Pattern.compile(
            "[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)*"
                    + "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?");

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    public Digest {
        checkAddress(address);
        if (!ID.matcher(id).matches()) {
            throw new InvalidValueException("id: (expected: 1 to 64 letters, digits, '-' or '_')");
        }
        if (conversations.isEmpty() || conversations.size() > MAX_CONVERSATIONS) {
            throw new InvalidValueException(
                    "conversations: %d (expected: 1 to %d)".formatted(conversations.size(), MAX_CONVERSATIONS));
        }
        conversations = List.copyOf(conversations);
    }

    /// Whether mail can be sent to it; said when a user gives the address.
    ///
    /// @throws InvalidValueException if not
    public static String checkAddress(String address) {
        if (address.length() > MAX_ADDRESS_CHARS || !ADDRESS.matcher(address).matches()) {
            throw new InvalidValueException(
                    "address: (expected: name@domain, at most %d characters)".formatted(MAX_ADDRESS_CHARS));
        }
        return address;
    }

    /// The id of the digest that was decided for a user at this time.
    public static String idOf(UserId user, long decidedAtMillis) {
        return Digests.shortDigest("digest %s %d".formatted(user, decidedAtMillis));
    }

    /// A conversation with something unread.
    ///
    /// @param messages how many are unread
    /// @param mentions how many of them mean the user
    /// @param lines the first few of them; empty when content is hidden
    public record Unread(String conversationName, long messages, long mentions, List<Line> lines) {
        public Unread {
            if (lines.size() > MAX_LINES) {
                throw new InvalidValueException("lines: %d (expected: <= %d)".formatted(lines.size(), MAX_LINES));
            }
            lines = List.copyOf(lines);
        }
    }

    /// What somebody wrote; cut to one line by the sender of the mail.
    public record Line(String senderName, String text) {
        /// Without the text.
        @Override
        public String toString() {
            return "Line";
        }
    }

    /// Without address and content.
    @Override
    public String toString() {
        return "Digest[%s for %s]".formatted(id, user);
    }
}
