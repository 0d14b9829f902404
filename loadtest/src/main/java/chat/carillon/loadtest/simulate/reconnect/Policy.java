package chat.carillon.loadtest.simulate.reconnect;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// When a client comes again, and what the server does with those that are too many.
public enum Policy {
    /// At once, for ever.
    NONE("at once"),
    /// After the same time, always.
    FIXED("after the base, always"),
    /// After a time that grows, without chance.
    EXPONENTIAL("after a growing time"),
    /// After anything from nothing to a time that grows.
    FULL_JITTER("after 0 to a growing time"),
    /// As the SDKs do, also when the server says when to come again.
    CARILLON("after a growing time, jittered");

    private final String words;

    Policy(String words) {
        this.words = words;
    }

    /// As the command line and tables call it: `full-jitter`.
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// When a client comes again, in words.
    public String words() {
        return words;
    }

    public static Optional<Policy> ofLabel(String label) {
        return Arrays.stream(values())
                .filter(policy -> policy.label().equals(label))
                .findFirst();
    }

    /// All labels, in order.
    public static List<String> labels() {
        return Arrays.stream(values()).map(Policy::label).toList();
    }
}
