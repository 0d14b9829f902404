package chat.carillon.backend.column;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How names are ordered and found.
public final class Folding {
    private Folding() {}

    /// In lower case. A U+0000, which no name holds and not every database can even be asked for,
    /// becomes what no name holds either.
    public static String folded(@Nullable String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT).replace('\u0000', '\ufffe');
    }
}
