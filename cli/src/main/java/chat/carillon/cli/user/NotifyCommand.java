package chat.carillon.cli.user;

import chat.carillon.cli.connect.ServerAccess;
import chat.carillon.cli.connect.ServerAccess.Preference;
import chat.carillon.cli.console.Console;
import chat.carillon.cli.console.Failure;
import chat.carillon.cli.console.TextTable;
import chat.carillon.cli.conversation.ConversationFinder;
import chat.carillon.cli.text.DurationText;
import chat.carillon.client.http.CarillonHttp;
import chat.carillon.client.notification.ConversationWish;
import chat.carillon.client.notification.NotificationWishes;
import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.DeviceId;
import chat.carillon.model.InvalidValueException;
import chat.carillon.model.UserId;
import chat.carillon.model.WireName;
import chat.carillon.protocol.ConversationSummary;
import chat.carillon.protocol.NotificationLevel;
import chat.carillon.protocol.QuietHours;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `carillon notify`: what one is told of while away, and which devices are woken.
@Command(name = "notify", description = "Say what you are told of while away, and on which devices.")
public final class NotifyCommand {
    private static final String OFF = "off";

    @Command(name = "show", description = "Show what you are told of.")
    int show(@Mixin ServerAccess access) {
        try (access) {
            CarillonHttp http = access.http(Preference.PERSON_ONLY);
            NotificationWishes wishes = http.notifications().wishes();
            TextTable table = new TextTable("WHERE", "TOLD OF", "MUTED UNTIL");
            table.add("channels", wishes.channel().wireName(), "");
            table.add("groups", wishes.group().wireName(), "");
            table.add("direct", wishes.direct().wireName(), "");
            UserId me = http.me().user();
            for (ConversationSummary summary : http.conversations()) {
                ConversationWish wish = wishes.conversations().get(summary.id());
                if (wish != null) {
                    table.add(
                            ConversationFinder.name(summary, me),
                            wishes.level(summary.id(), summary.kind()).wireName(),
                            until(wish.mutedUntilMillis()));
                }
            }
            table.print(Console.out());
            QuietHours hours = wishes.quietHours();
            Console.out()
                    .printf(
                            "%nQuiet hours: %s%nSnoozed until: %s%nNotifications show sender and text: %s%n",
                            hours == null
                                    ? "none"
                                    : "%s to %s (%s)".formatted(hours.from(), hours.until(), hours.zone()),
                            until(wishes.snoozedUntilMillis()).isEmpty() ? "-" : until(wishes.snoozedUntilMillis()),
                            wishes.showContent() ? "yes" : "no");
        }
        return 0;
    }

    /// Empty for what is over.
    private static String until(long millis) {
        if (millis <= System.currentTimeMillis()) {
            return "";
        }
        return millis >= ConversationWish.FOREVER
                ? "further notice"
                : Instant.ofEpochMilli(millis)
                        .atZone(ZoneId.systemDefault())
                        .truncatedTo(ChronoUnit.MINUTES)
                        .toOffsetDateTime()
                        .toString();
    }

    @Command(
            name = "level",
            description = "Be told of all messages, of mentions, or of none.",
            footer = {"", "Without CONVERSATION it is the level of all conversations of a kind."})
    int level(
            @Mixin ServerAccess access,
            @Parameters(
                            index = "0",
                            paramLabel = "LEVEL",
                            description = "all, mentions, none; of a conversation also: default.")
                    String level,
            @Parameters(
                            index = "1",
                            arity = "0..1",
                            paramLabel = "CONVERSATION",
                            description = "#name, @user, a name or an id.")
                    @Nullable
                    String conversation,
            @Option(names = "--kind", paramLabel = "KIND", description = "channel, group or direct.") @Nullable
                    String kind) {
        if ((conversation == null) == (kind == null)) {
            throw new Failure("It is not said what the level is for.", "Give either CONVERSATION or --kind.");
        }
        if (kind != null) {
            ConversationKind meant = WireName.parse(ConversationKind.class, "--kind", kind);
            NotificationLevel wanted = WireName.parse(NotificationLevel.class, "LEVEL", level);
            return change(access, wishes -> wishes.level(meant, wanted));
        }
        NotificationLevel wanted =
                level.equals("default") ? null : WireName.parse(NotificationLevel.class, "LEVEL", level);
        return change(access, conversation, wish -> wish.level(wanted));
    }

    @Command(name = "mute", description = "Be told of nothing in a conversation.")
    int mute(
            @Mixin ServerAccess access,
            @Parameters(index = "0", paramLabel = "CONVERSATION", description = "#name, @user, a name or an id.")
                    String conversation,
            @Parameters(
                            index = "1",
                            arity = "0..1",
                            paramLabel = "TIME",
                            converter = DurationText.class,
                            description = "Such as 30m, 8h or 2d; default: until 'unmute'.")
                    @Nullable
                    Duration time) {
        Instant until = time == null ? Instant.MAX : Instant.now().plus(time);
        return change(access, conversation, wish -> wish.mutedUntil(until));
    }

    @Command(name = "unmute", description = "Take that back.")
    int unmute(
            @Mixin ServerAccess access,
            @Parameters(paramLabel = "CONVERSATION", description = "#name, @user, a name or an id.")
                    String conversation) {
        return change(access, conversation, wish -> wish.mutedUntil(Instant.EPOCH));
    }

    @Command(name = "snooze", description = "Be told of nothing at all for some time.")
    int snooze(
            @Mixin ServerAccess access,
            @Parameters(paramLabel = "TIME", description = "Such as 30m or 8h; off ends it.") String time) {
        Instant until = time.equals(OFF)
                ? Instant.EPOCH
                : Instant.now()
                        .plus(DurationText.parse(time)
                                .orElseThrow(() ->
                                        new Failure("'%s' is no time.".formatted(time), "Such as 30m or 8h, or off.")));
        return change(access, wishes -> wishes.snoozedUntil(until));
    }

    @Command(name = "quiet", description = "Be told of nothing in some hours of each day.")
    int quiet(
            @Mixin ServerAccess access,
            @Parameters(index = "0", paramLabel = "FROM", description = "Such as 22:00; off: no quiet hours.")
                    String from,
            @Parameters(index = "1", arity = "0..1", paramLabel = "UNTIL", description = "Such as 07:00.") @Nullable
                    String until,
            @Option(
                            names = "--zone",
                            paramLabel = "ZONE",
                            description = "Whose clocks count, such as Europe/Vienna; default: this machine's.")
                    @Nullable
                    String zone) {
        if (from.equals(OFF)) {
            return change(access, wishes -> wishes.quietHours(null));
        }
        if (until == null) {
            throw new Failure("It is not said when the quiet hours end.", "Such as: carillon notify quiet 22:00 07:00");
        }
        QuietHours hours = QuietHours.parse(
                from, until, zone == null ? ZoneId.systemDefault().getId() : zone);
        return change(access, wishes -> wishes.quietHours(hours));
    }

    @Command(name = "content", description = "Have notifications show sender and text, or hide them.")
    int content(
            @Mixin ServerAccess access, @Parameters(paramLabel = "SHOWN", description = "on or off.") String shown) {
        if (!shown.equals("on") && !shown.equals(OFF)) {
            throw new InvalidValueException("SHOWN: '%s' (expected: on or off)".formatted(shown));
        }
        return change(access, wishes -> wishes.showContent(shown.equals("on")));
    }

    @Command(name = "devices", description = "List your devices that are woken.")
    int devices(@Mixin ServerAccess access) {
        try (access) {
            TextTable table = new TextTable("DEVICE", "KIND", "LABEL", "SINCE");
            access.http(Preference.PERSON_ONLY)
                    .notifications()
                    .devices()
                    .forEach(device -> table.add(
                            device.device(),
                            device.kind(),
                            device.label(),
                            Instant.ofEpochMilli(device.registeredAtMillis()).truncatedTo(ChronoUnit.SECONDS)));
            table.print(Console.out());
        }
        return 0;
    }

    @Command(name = "forget", description = "Have a device not woken any more.")
    int forget(
            @Mixin ServerAccess access,
            @Parameters(paramLabel = "DEVICE", description = "As 'carillon notify devices' calls it.") String device) {
        try (access) {
            access.http(Preference.PERSON_ONLY).notifications().remove(new DeviceId(device));
            Console.out().printf("%s is not woken any more.%n", device);
        }
        return 0;
    }

    private static int change(ServerAccess access, UnaryOperator<NotificationWishes> change) {
        try (access) {
            var _ = access.http(Preference.PERSON_ONLY).notifications().change(change);
            Console.out().println("Done.");
        }
        return 0;
    }

    private static int change(
            ServerAccess access, @Nullable String conversation, UnaryOperator<ConversationWish> change) {
        try (access) {
            CarillonHttp http = access.http(Preference.PERSON_ONLY);
            ConversationId id = new ConversationFinder(http).mine(String.valueOf(conversation));
            var _ = http.notifications().change(id, change);
            Console.out().println("Done.");
        }
        return 0;
    }
}
