package chat.carillon.cli.conversation;

import chat.carillon.cli.connect.ServerAccess;
import chat.carillon.cli.connect.ServerAccess.Preference;
import chat.carillon.cli.console.Console;
import chat.carillon.cli.console.Failure;
import chat.carillon.cli.console.TextTable;
import chat.carillon.client.http.CarillonHttp;
import chat.carillon.client.http.Channel;
import chat.carillon.client.http.Member;
import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.UserId;
import chat.carillon.model.WireName;
import chat.carillon.protocol.ConversationSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `carillon conversation`. A conversation is named by `#name`, `@user`, its name or its id.
@Command(
        name = "conversation",
        description = "Make, list and join conversations.",
        footer = {"", "CONVERSATION is #name, @user, a name or an id."})
public final class ConversationCommand {
    private static final int PAGE = 500;

    /// Users in one call; the server takes that many by default.
    private static final int MAX_USERS_PER_CALL = 10_000;

    @Command(name = "list", description = "List one's own conversations, with what is unread.")
    int list(
            @Mixin ServerAccess access,
            @Option(names = "--all", description = "Lists the channels that anyone may join instead.") boolean all) {
        try (access) {
            CarillonHttp http = access.http(Preference.PERSON);
            if (all) {
                listChannels(http);
            } else {
                listMine(http);
            }
        }
        return 0;
    }

    private static void listMine(CarillonHttp http) {
        TextTable table = new TextTable("ID", "KIND", "NAME", "UNREAD", "MENTIONS", "HEAD", "TOPIC");
        UserId me = http.me().user();
        for (ConversationSummary summary : http.conversations()) {
            table.add(
                    summary.id(),
                    summary.kind().wireName(),
                    ConversationFinder.name(summary, me),
                    summary.unread(),
                    summary.mentions(),
                    summary.headSeq(),
                    Objects.requireNonNullElse(summary.topic(), ""));
        }
        table.print(Console.out());
    }

    private static void listChannels(CarillonHttp http) {
        TextTable table = new TextTable("ID", "NAME", "MEMBERS", "HEAD", "TOPIC");
        for (Channel channel : http.channels("", PAGE)) {
            table.add(
                    channel.id(),
                    "#" + channel.name(),
                    channel.memberCount(),
                    channel.headSeq(),
                    Objects.requireNonNullElse(channel.topic(), ""));
        }
        table.print(Console.out());
    }

    @Command(name = "create", description = "Make a conversation and print its id.")
    int create(
            @Mixin ServerAccess access,
            @Parameters(paramLabel = "NAME", description = "With or without # for a channel.") String name,
            @Option(
                            names = "--kind",
                            paramLabel = "KIND",
                            defaultValue = "channel",
                            description =
                                    "channel: anyone may find and join it; group: by invitation; default: channel.")
                    String kind,
            @Option(names = "--topic", paramLabel = "TEXT", description = "What it is about.") @Nullable String topic,
            @Option(names = "--member", paramLabel = "USER", split = ",", description = "Further members.")
                    List<String> members) {
        try (access) {
            ConversationKind parsed = WireName.parse(ConversationKind.class, "kind", kind);
            if (parsed == ConversationKind.DIRECT) {
                throw new Failure("Direct conversations have no name.", "carillon send @USER TEXT makes one.");
            }
            String bare = name.startsWith("#") ? name.substring(1) : name;
            CarillonHttp http = access.http(Preference.PERSON);
            if (parsed == ConversationKind.CHANNEL) {
                new ConversationFinder(http).requireNoChannel(bare);
            }
            Channel made = http.createConversation(parsed, bare, topic, users(members));
            Console.out().println(made.id());
        }
        return 0;
    }

    @Command(name = "show", description = "Show one of one's own conversations.")
    int show(
            @Mixin ServerAccess access,
            @Parameters(paramLabel = "CONVERSATION", description = "#name, @user, a name or an id.") String wanted) {
        try (access) {
            CarillonHttp http = access.http(Preference.PERSON);
            ConversationSummary summary = http.conversation(new ConversationFinder(http).mine(wanted));
            TextTable table = new TextTable("id", summary.id().value());
            table.add("kind", summary.kind().wireName());
            table.add("name", ConversationFinder.name(summary, http.me().user()));
            table.add("topic", Objects.requireNonNullElse(summary.topic(), ""));
            table.add("role", summary.role().wireName());
            table.add("head seq", summary.headSeq());
            table.add("read seq", summary.readSeq());
            table.add("unread", summary.unread());
            table.add("mentions", summary.mentions());
            table.print(Console.out());
        }
        return 0;
    }

    @Command(
            name = "set",
            description = "Change what a conversation is called, and who may do what in it.",
            footer = {"", "ROLE is member, moderator or owner. What is archived can only be read."})
    int set(
            @Mixin ServerAccess access,
            @Parameters(paramLabel = "CONVERSATION", description = "#name, @user, a name or an id.") String wanted,
            @Option(names = "--name", paramLabel = "TEXT", description = "Its new name.") @Nullable String name,
            @Option(names = "--topic", paramLabel = "TEXT", description = "What it is about.") @Nullable String topic,
            @Mixin SettingsOptions settings) {
        try (access) {
            CarillonHttp http = access.http(Preference.PERSON);
            ConversationId id = new ConversationFinder(http).any(wanted);
            // What is archived cannot be renamed: opened before, archived after.
            if (settings.opens()) {
                settings.change().ifPresent(change -> http.changeSettings(id, change));
            }
            if (name != null || topic != null) {
                http.rename(id, name, topic);
            }
            if (!settings.opens()) {
                settings.change().ifPresent(change -> http.changeSettings(id, change));
            }
        }
        return 0;
    }

    @Command(name = "members", description = "List the members of a conversation.")
    int members(
            @Mixin ServerAccess access,
            @Parameters(paramLabel = "CONVERSATION", description = "#name, @user, a name or an id.") String wanted) {
        try (access) {
            CarillonHttp http = access.http(Preference.PERSON);
            ConversationId id = new ConversationFinder(http).any(wanted);
            TextTable table = new TextTable("USER", "ROLE", "JOINED", "READ");
            UserId after = null;
            List<Member> page;
            do {
                page = http.members(id, after, PAGE);
                page.forEach(member ->
                        table.add(member.user(), member.role().wireName(), member.joinedSeq(), member.readSeq()));
                after = page.isEmpty() ? null : page.getLast().user();
            } while (page.size() == PAGE);
            table.print(Console.out());
        }
        return 0;
    }

    @Command(name = "add", description = "Make users members.")
    int add(
            @Mixin ServerAccess access,
            @Parameters(index = "0", paramLabel = "CONVERSATION", description = "#name, @user, a name or an id.")
                    String wanted,
            @Parameters(index = "1..*", arity = "1..*", paramLabel = "USER", description = "Who.") List<String> users) {
        try (access) {
            CarillonHttp http = access.http(Preference.PERSON);
            ConversationId id = new ConversationFinder(http).any(wanted);
            for (List<UserId> part : parts(users(users))) {
                http.addMembers(id, part);
            }
        }
        return 0;
    }

    @Command(name = "remove", description = "End the membership of users.")
    int remove(
            @Mixin ServerAccess access,
            @Parameters(index = "0", paramLabel = "CONVERSATION", description = "#name, @user, a name or an id.")
                    String wanted,
            @Parameters(index = "1..*", arity = "1..*", paramLabel = "USER", description = "Who.") List<String> users) {
        try (access) {
            CarillonHttp http = access.http(Preference.PERSON);
            ConversationId id = new ConversationFinder(http).any(wanted);
            for (List<UserId> part : parts(users(users))) {
                http.removeMembers(id, part);
            }
        }
        return 0;
    }

    @Command(name = "join", description = "Join a channel.")
    int join(
            @Mixin ServerAccess access,
            @Parameters(paramLabel = "CHANNEL", description = "#name, a name or an id.") String wanted) {
        try (access) {
            CarillonHttp http = access.http(Preference.PERSON);
            ConversationId id = new ConversationFinder(http).channel(wanted);
            http.addMembers(id, List.of(http.me().user()));
            Console.out().println(id);
        }
        return 0;
    }

    @Command(name = "leave", description = "Leave a conversation.")
    int leave(
            @Mixin ServerAccess access,
            @Parameters(paramLabel = "CONVERSATION", description = "#name, @user, a name or an id.") String wanted) {
        try (access) {
            CarillonHttp http = access.http(Preference.PERSON);
            ConversationId id = new ConversationFinder(http).mine(wanted);
            http.removeMembers(id, List.of(http.me().user()));
        }
        return 0;
    }

    private static List<UserId> users(@Nullable List<String> names) {
        return names == null
                ? List.of()
                : names.stream()
                        .map(name -> new UserId(name.startsWith("@") ? name.substring(1) : name))
                        .toList();
    }

    private static List<List<UserId>> parts(List<UserId> users) {
        List<List<UserId>> parts = new ArrayList<>();
        for (int i = 0; i < users.size(); i += MAX_USERS_PER_CALL) {
            parts.add(users.subList(i, Math.min(users.size(), i + MAX_USERS_PER_CALL)));
        }
        return parts;
    }
}
