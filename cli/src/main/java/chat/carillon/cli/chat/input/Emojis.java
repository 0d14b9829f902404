package chat.carillon.cli.chat.input;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Names for emoji that most keyboards lack.
public final class Emojis {
    private static final Map<String, String> BY_NAME = new TreeMap<>(Map.ofEntries(
            Map.entry("+1", "👍"),
            Map.entry("-1", "👎"),
            Map.entry("check", "✅"),
            Map.entry("clap", "👏"),
            Map.entry("eyes", "👀"),
            Map.entry("fire", "🔥"),
            Map.entry("heart", "❤️"),
            Map.entry("joy", "😂"),
            Map.entry("no", "❌"),
            Map.entry("ok", "👌"),
            Map.entry("party", "🎉"),
            Map.entry("pray", "🙏"),
            Map.entry("question", "❓"),
            Map.entry("rocket", "🚀"),
            Map.entry("sad", "😢"),
            Map.entry("smile", "😄"),
            Map.entry("tada", "🎉"),
            Map.entry("thinking", "🤔"),
            Map.entry("wave", "👋"),
            Map.entry("wow", "😮")));

    private Emojis() {}

    /// The emoji of this name, with or without colons around it; what is no name stays as it is.
    public static String of(String text) {
        String name = text.replaceAll("^:|:$", "");
        return BY_NAME.getOrDefault(name, text);
    }

    public static List<String> names() {
        return List.copyOf(BY_NAME.keySet());
    }
}
