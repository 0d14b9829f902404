package chat.carillon.cli.chat.input;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Names for emoji that most keyboards lack.
public final class Emojis {
    private static final Map<String, String> BY_NAME = read("""
            +1 👍 -1 👎 100 💯 angry 😠 beer 🍺 boom 💥 bug 🐛 bulb 💡 cake 🎂 check ✅ clap 👏 coffee ☕ confused 😕
            cool 😎 cry 😢 eyes 👀 facepalm 🤦 fire 🔥 grin 😁 heart ❤️ hug 🤗 joy 😂 muscle 💪 no ❌ ok 👌 party 🎉
            pray 🙏 question ❓ rocket 🚀 sad 😢 scream 😱 ship 🚢 shrug 🤷 sleep 😴 smile 😄 sob 😭 sparkles ✨
            star ⭐ sweat 😅 tada 🎉 thinking 🤔 thumbsdown 👎 thumbsup 👍 tongue 😛 warning ⚠️ wave 👋 wink 😉
            wow 😮 wrench 🔧 zap ⚡
            """);

    private Emojis() {}

    /// Names and emoji in turn.
    private static Map<String, String> read(String table) {
        String[] words = table.strip().split("\\s+");
        Map<String, String> byName = new TreeMap<>();
        for (int i = 0; i < words.length; i += 2) {
            byName.put(words[i], words[i + 1]);
        }
        return byName;
    }

    /// The emoji of this name, with or without colons around it; what is no name stays as it is.
    public static String of(String text) {
        String name = text.replaceAll("^:|:$", "");
        return BY_NAME.getOrDefault(name, text);
    }

    /// Whether it is meant as a name but there is none like it.
    public static boolean isUnknown(String text) {
        return text.startsWith(":") && of(text).equals(text);
    }

    public static List<String> names() {
        return List.copyOf(BY_NAME.keySet());
    }
}
