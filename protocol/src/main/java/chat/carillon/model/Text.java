package chat.carillon.model;

/// Rules for text that people write, and safe quoting of it in messages.
public final class Text {
    private static final int EXCERPT_CHARS = 40;

    private Text() {}

    /// Returns `text` if every store and every screen can hold it, at most `maxChars` UTF-16 units long.
    ///
    /// @throws InvalidValueException for U+0000 (PostgreSQL cannot store it), for half a surrogate pair
    ///     (it has no UTF-8 form) and for text over the limit
    public static String checked(String name, String text, int maxChars) {
        if (text.length() > maxChars) {
            throw new InvalidValueException(
                    "%s: %d characters (expected: <= %d)".formatted(name, text.length(), maxChars));
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw new InvalidValueException(name + ": contains U+0000 (expected: text without it)");
            }
            if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    throw new InvalidValueException(
                            name + ": half a surrogate pair at " + i + " (expected: Unicode text)");
                }
                i++;
            }
        }
        return text;
    }

    /// As [#checked], and not empty or blank.
    public static String checkedNotBlank(String name, String text, int maxChars) {
        if (text.isBlank()) {
            throw new InvalidValueException(name + ": blank (expected: some text)");
        }
        return checked(name, text, maxChars);
    }

    /// The first `maxChars` UTF-16 units of `text`, one less where a character would be cut in two.
    public static String beginning(String text, int maxChars) {
        if (text.length() <= maxChars) {
            return text;
        }
        boolean cut = maxChars > 0 && Character.isHighSurrogate(text.charAt(maxChars - 1));
        return text.substring(0, cut ? maxChars - 1 : maxChars);
    }

    /// The first characters of `value` with control characters shown as `?`, for error messages.
    public static String excerpt(String value) {
        String head = value.length() <= EXCERPT_CHARS ? value : value.substring(0, EXCERPT_CHARS) + "…";
        return head.replaceAll("\\p{Cntrl}|\\p{Cs}", "?");
    }
}
