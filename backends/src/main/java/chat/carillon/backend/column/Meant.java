package chat.carillon.backend.column;

import chat.carillon.core.log.plan.AppendPlan;
import chat.carillon.core.push.plan.RipeMessage.Broadcast;
import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Whom a message means, as rows of mentions say it. Who is meant without a name stands among the
/// names of users, by a name that no user can have.
public record Meant(Set<UserId> users, Broadcast broadcast) {
    private static final String EVERYONE = "@everyone";
    private static final String HERE = "@here";

    /// A row of mentions.
    ///
    /// @param name of a user, or of those who are meant without one
    public record Row(String name, ConversationId conversation, long seq) {}

    /// The rows that a plan adds.
    public static List<Row> rows(AppendPlan plan) {
        return Stream.concat(
                        plan.mentions().stream().map(one -> new Row(one.user().value(), one.conversation(), one.seq())),
                        plan.broadcasts().stream()
                                .map(one -> new Row(one.here() ? HERE : EVERYONE, one.conversation(), one.seq())))
                .toList();
    }

    /// @param names those of a message's rows, with blanks between; null: none
    public static Meant parse(@Nullable String names) {
        var users = new HashSet<UserId>();
        Broadcast broadcast = Broadcast.NONE;
        for (String name : names == null ? new String[0] : names.split(" ")) {
            switch (name) {
                case EVERYONE -> broadcast = Broadcast.EVERYONE;
                case HERE -> broadcast = Broadcast.HERE;
                default -> users.add(new UserId(name));
            }
        }
        return new Meant(users, broadcast);
    }
}
