package chat.carillon.cli.chat.conversation;

import chat.carillon.model.Entry;
import chat.carillon.model.EntryBody;
import chat.carillon.model.EntryBody.JoinPolicy;
import chat.carillon.model.Role;
import chat.carillon.model.UserId;
import chat.carillon.protocol.Mentions;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/// Puts entries that are no messages into words. Pure.
public final class Sentences {
    private static final int MAX_NAMES = 3;

    private Sentences() {}

    /// What happened, for everything that is neither a message nor a change of one; otherwise empty.
    public static String of(Entry entry) {
        return switch (entry.body()) {
            case EntryBody.MembersJoined(List<UserId> users) ->
                users.equals(List.of(entry.sender()))
                        ? entry.sender() + " joined"
                        : "%s brought in %s".formatted(entry.sender(), names(users));
            case EntryBody.MembersLeft(List<UserId> users) ->
                users.equals(List.of(entry.sender()))
                        ? entry.sender() + " left"
                        : "%s removed %s".formatted(entry.sender(), names(users));
            case EntryBody.RoleChanged changed ->
                "%s made %s %s"
                        .formatted(
                                entry.sender(), changed.user(), changed.role().wireName());
            case EntryBody.Renamed renamed -> renamed(entry.sender(), renamed);
            case EntryBody.SettingsChanged changed -> changed(entry.sender(), changed);
            case EntryBody.Posted _,
                    EntryBody.Tombstone _,
                    EntryBody.Edited _,
                    EntryBody.Deleted _,
                    EntryBody.ReactionAdded _,
                    EntryBody.ReactionRemoved _,
                    EntryBody.Unknown _ -> "";
        };
    }

    private static String renamed(UserId sender, EntryBody.Renamed renamed) {
        if (renamed.name() != null) {
            return "%s named this conversation %s".formatted(sender, renamed.name());
        }
        return "%s set the topic: %s".formatted(sender, renamed.topic());
    }

    private static String changed(UserId sender, EntryBody.SettingsChanged changed) {
        var said = new StringJoiner(", ", sender + " ", "");
        if (changed.archived() != null) {
            said.add(changed.archived() ? "archived this conversation" : "took this conversation out of the archive");
        }
        if (changed.join() != null) {
            said.add(changed.join() == JoinPolicy.OPEN ? "let everyone join" : "let people join by invitation only");
        }
        if (changed.post() != null) {
            said.add("let post: " + least(changed.post()));
        }
        if (changed.invite() != null) {
            said.add("let add people: " + least(changed.invite()));
        }
        return said.toString();
    }

    private static String least(Role role) {
        return switch (role) {
            case MEMBER -> "every member";
            case MODERATOR -> "moderators and owners";
            case OWNER -> "owners";
        };
    }

    /// The first few of them, and how many more there are.
    public static String names(List<UserId> users) {
        String first = users.stream().limit(MAX_NAMES).map(UserId::value).collect(Collectors.joining(", "));
        int more = users.size() - MAX_NAMES;
        return more > 0 ? "%s and %d more".formatted(first, more) : first;
    }

    /// The text of a message with the addresses of what is attached.
    static String withAttachments(EntryBody.Posted posted) {
        String attached = posted.attachments().stream()
                .map(attachment -> "[%s] %s".formatted(attachment.name(), attachment.url()))
                .collect(Collectors.joining("\n"));
        return attached.isEmpty() ? posted.text() : (posted.text() + "\n" + attached).strip();
    }

    /// Whether `text` means `user`, as `@anna` or `@channel`, by the server's own rule.
    public static boolean mentions(String text, UserId user) {
        return Mentions.mayMean(text, user);
    }
}
