package chat.carillon.server.http;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Which web pages may call this server. Pure; thread-safe.
///
/// Clients without a browser send no `Origin` and are not concerned: the rule keeps foreign pages from using a
/// visitor's network position, not programs from anything.
public final class Origins {
    private final List<String> allowed;
    private final boolean all;

    public Origins(List<String> allowed) {
        this.allowed =
                allowed.stream().map(origin -> origin.toLowerCase(Locale.ROOT)).toList();
        this.all = allowed.contains("*");
    }

    /// @param origin the header `Origin`; null if there was none
    /// @param host the header `Host`: pages that this server serves are of its own origin
    public boolean allows(@Nullable String origin, @Nullable String host) {
        if (origin == null || all) {
            return true;
        }
        String asked = origin.toLowerCase(Locale.ROOT);
        boolean own = host != null
                && (asked.equals("http://" + host.toLowerCase(Locale.ROOT))
                        || asked.equals("https://" + host.toLowerCase(Locale.ROOT)));
        return own || allowed.contains(asked);
    }
}
