package chat.carillon.loadtest.api;

import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.UserId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Brings the users `u0`, `u1` … of a swarm together. They must have connected before, so that they are known.
public final class Gathering {
    /// What servers take in one call, unless told otherwise.
    private static final int USERS_PER_CALL = 10_000;

    private Gathering() {}

    /// All of them in one group.
    ///
    /// @param firstUser number of the first
    /// @return the group
    public static ConversationId everyone(ServerApi api, int firstUser, int users) throws IOException {
        int end = firstUser + users;
        int first = Math.min(end, firstUser + USERS_PER_CALL);
        var group = api.create(user(firstUser), ConversationKind.GROUP, "everyone", users(firstUser + 1, first));
        for (int from = first; from < end; from += USERS_PER_CALL) {
            api.join(group, user(firstUser), users(from, Math.min(end, from + USERS_PER_CALL)));
        }
        return group;
    }

    /// In groups of so many, in the order of their numbers; the last may be smaller.
    ///
    /// @return the groups
    public static List<ConversationId> groups(ServerApi api, int firstUser, int users, int size) throws IOException {
        List<ConversationId> groups = new ArrayList<>();
        for (int from = firstUser; from < firstUser + users; from += size) {
            int end = Math.min(firstUser + users, from + size);
            groups.add(api.create(user(from), ConversationKind.GROUP, "group " + from, users(from + 1, end)));
        }
        return groups;
    }

    /// Each even one with the next in a direct conversation.
    ///
    /// @param firstUser number of the first, even
    public static void pairs(ServerApi api, int firstUser, int users) throws IOException {
        for (int i = firstUser; i + 1 < firstUser + users; i += 2) {
            var _ = api.create(user(i), ConversationKind.DIRECT, "", List.of(user(i + 1)));
        }
    }

    private static List<UserId> users(int from, int until) {
        return IntStream.range(from, until).mapToObj(Gathering::user).toList();
    }

    private static UserId user(int number) {
        return new UserId("u" + number);
    }
}
