package chat.carillon.push.payload;

import chat.carillon.core.push.Notification;
import java.util.List;
import java.util.function.Function;

/// Cuts the text of a notification so that its form for a provider has at most so many bytes.
public final class Fitting {
    /// Longer than any screen shows of a notification, and what is looked at for the cut.
    private static final int MAX_CHARS = 4_000;

    private Fitting() {}

    /// The longest form that fits: with all of the text, with its beginning, or with none.
    ///
    /// @param form gives the bytes of a notification; more text gives more bytes
    public static byte[] fit(Notification notification, int maxBytes, Function<Notification, byte[]> form) {
        String text = notification.text();
        if (text == null) {
            return form.apply(notification);
        }
        if (text.length() <= MAX_CHARS) {
            byte[] whole = form.apply(notification);
            if (whole.length <= maxBytes) {
                return whole;
            }
        }
        List<Integer> ends = Graphemes.ends(text, MAX_CHARS);
        int fits = 0;
        int tooMany = ends.size() + 1;
        while (tooMany - fits > 1) {
            int middle = (fits + tooMany) >>> 1;
            if (form.apply(cut(notification, text, ends.get(middle - 1))).length <= maxBytes) {
                fits = middle;
            } else {
                tooMany = middle;
            }
        }
        return form.apply(fits == 0 ? notification.withText(null) : cut(notification, text, ends.get(fits - 1)));
    }

    private static Notification cut(Notification notification, String text, int end) {
        return notification.withText(Graphemes.cutAt(text, end));
    }
}
