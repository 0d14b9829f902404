package chat.carillon.cli.chat.input;

import chat.carillon.cli.text.DurationText;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.InvalidValueException;
import chat.carillon.protocol.NotificationLevel;
import chat.carillon.protocol.QuietHours;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Reads the commands that say what one wants to be told of: `/notify`, `/mute`, `/dnd`.
final class NotifyParser {
    private static final Map<String, NotificationLevel> LEVELS = Map.of(
            "all", NotificationLevel.ALL, "mentions", NotificationLevel.MENTIONS, "none", NotificationLevel.NONE);
    private static final Map<String, ConversationKind> KINDS = Map.of(
            "channels", ConversationKind.CHANNEL,
            "channel", ConversationKind.CHANNEL,
            "groups", ConversationKind.GROUP,
            "group", ConversationKind.GROUP,
            "direct", ConversationKind.DIRECT);

    private NotifyParser() {}

    /// `/notify`, `/notify all`, `/notify default`, `/notify mentions groups`.
    static SlashCommand level(String rest) {
        String[] words = rest.toLowerCase(Locale.ROOT).split("\\s+");
        NotificationLevel level = LEVELS.get(words[0]);
        ConversationKind kind = words.length < 2 ? null : KINDS.get(words[1]);
        if (rest.isEmpty()) {
            return new SlashCommand.Wish.Show();
        }
        if (words.length == 1 && words[0].equals("default")) {
            return new SlashCommand.Wish.Level(null);
        }
        if (words.length == 1 && level != null) {
            return new SlashCommand.Wish.Level(level);
        }
        if (words.length == 2 && level != null && kind != null) {
            return new SlashCommand.Wish.Usual(kind, level);
        }
        return new SlashCommand.Unclear(
                "/notify wants all, mentions, none or default; or one of the first with channels, groups, direct.");
    }

    /// `/mute`, `/mute 1h`, `/mute off`.
    static SlashCommand mute(String rest) {
        if (rest.isEmpty()) {
            return new SlashCommand.Wish.Mute(null);
        }
        if (rest.equals("off")) {
            return new SlashCommand.Wish.Unmute();
        }
        return time(rest)
                .<SlashCommand>map(SlashCommand.Wish.Mute::new)
                .orElseGet(() -> new SlashCommand.Unclear(
                        "/mute wants a time such as 30m, 8h or 2d, or nothing: until /unmute."));
    }

    /// `/dnd`, `/dnd 1h`, `/dnd 22:00-07:00 Europe/Vienna`, `/dnd off`.
    static SlashCommand doNotDisturb(String rest) {
        if (rest.isEmpty()) {
            return new SlashCommand.Wish.Show();
        }
        if (rest.equals("off")) {
            return new SlashCommand.Wish.Disturb();
        }
        Optional<Duration> time = time(rest);
        if (time.isPresent()) {
            return new SlashCommand.Wish.Snooze(time.get());
        }
        String[] words = rest.split("\\s+");
        String[] hours = words[0].split("[-–]", -1);
        if (hours.length != 2 || words.length > 2) {
            return new SlashCommand.Unclear("/dnd wants a time such as 1h, hours such as 22:00-07:00, or off.");
        }
        try {
            String zone = words.length == 2 ? words[1] : ZoneId.systemDefault().getId();
            return new SlashCommand.Wish.Quiet(QuietHours.parse(hours[0], hours[1], zone));
        } catch (InvalidValueException e) {
            return new SlashCommand.Unclear("/dnd: " + e.getMessage());
        }
    }

    private static Optional<Duration> time(String text) {
        return DurationText.parse(text).filter(Duration::isPositive);
    }
}
