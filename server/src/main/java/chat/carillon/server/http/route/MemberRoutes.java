package chat.carillon.server.http.route;

import chat.carillon.core.conversation.Conversations;
import chat.carillon.core.conversation.Reading;
import chat.carillon.core.log.AppendResult;
import chat.carillon.core.store.MemberStore.Sought;
import chat.carillon.model.EntryBody;
import chat.carillon.model.InvalidValueException;
import chat.carillon.model.Role;
import chat.carillon.model.UserId;
import chat.carillon.model.WireName;
import chat.carillon.protocol.ErrorCode;
import chat.carillon.protocol.Limits;
import chat.carillon.server.http.Access;
import chat.carillon.server.http.Answer;
import chat.carillon.server.http.Call;
import chat.carillon.server.http.Route;
import chat.carillon.server.http.Route.Method;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Who belongs to a conversation. Joining an open channel, or leaving any, is a call about oneself.
public final class MemberRoutes {
    private static final int MAX_TEXT_CHARS = 512;

    private final Conversations conversations;
    private final Reading reading;
    private final Limits limits;

    public MemberRoutes(Conversations conversations, Reading reading, Limits limits) {
        this.conversations = conversations;
        this.reading = reading;
        this.limits = limits;
    }

    public List<Route> routes() {
        String members = "/v1/conversations/{conversation}/members";
        return List.of(
                new Route(Method.GET, members, Access.USER, this::list),
                new Route(Method.GET, "/v1/conversations/{conversation}/receipts", Access.USER, this::receipts),
                new Route(Method.POST, members, Access.USER, this::add),
                new Route(Method.DELETE, members, Access.USER, this::removeMany),
                new Route(Method.DELETE, members + "/{user}", Access.USER, this::removeOne),
                new Route(Method.PUT, members + "/{user}/role", Access.USER, this::changeRole));
    }

    private Answer list(Call call) {
        String after = call.query("after");
        String role = call.query("role");
        var sought = new Sought(text(call), role == null ? null : WireName.parse(Role.class, "role", role));
        return Replies.read(
                reading.members(
                        call.user(),
                        call.conversation(),
                        sought,
                        after == null ? null : new UserId(after),
                        call.limit(limits.maxPageEntries())),
                members -> Answer.json(json -> json.objects("members", members, Shapes::member)));
    }

    private static @Nullable String text(Call call) {
        String text = call.query("q");
        if (text != null && text.length() > MAX_TEXT_CHARS) {
            throw new InvalidValueException(
                    "q: %d characters (expected: <= %d)".formatted(text.length(), MAX_TEXT_CHARS));
        }
        return text;
    }

    private Answer receipts(Call call) {
        long seq = call.number("seq", 0);
        if (seq == 0) {
            throw new InvalidValueException("seq: missing");
        }
        return Replies.read(
                reading.receipts(call.user(), call.conversation(), seq),
                found -> Answer.json(json -> Shapes.receipts(json, call.conversation(), found)));
    }

    private Answer add(Call call) {
        return change(call, users(call), EntryBody.MembersJoined::new);
    }

    private Answer removeMany(Call call) {
        return change(call, users(call), EntryBody.MembersLeft::new);
    }

    private Answer removeOne(Call call) {
        return change(call, List.of(call.pathUser()), EntryBody.MembersLeft::new);
    }

    private List<UserId> users(Call call) {
        List<UserId> users = call.body().require("users").strings("users", limits.maxMembersPerCall()).stream()
                .map(UserId::new)
                .distinct()
                .toList();
        if (users.isEmpty()) {
            throw new InvalidValueException("users: empty (expected: at least one)");
        }
        return users;
    }

    /// Each thousand users are one entry, and are changed together or not at all.
    private Answer change(Call call, List<UserId> users, Function<List<UserId>, EntryBody> change) {
        List<AppendResult> results = Replies.await(conversations.changeMembers(
                call.conversation(), call.user(), call.identity().authority(), users, change));
        for (int i = 0; i < results.size(); i++) {
            if (results.get(i) instanceof AppendResult.Refused(ErrorCode code, String message)
                    && code != ErrorCode.NO_CHANGE) {
                int from = i * Limits.MAX_USERS_PER_ENTRY + 1;
                int until = Math.min(users.size(), from + Limits.MAX_USERS_PER_ENTRY - 1);
                return Answer.problem(
                        code, results.size() == 1 ? message : "users %d to %d: %s".formatted(from, until, message));
            }
        }
        List<Long> seqs = results.stream()
                .filter(AppendResult.Appended.class::isInstance)
                .map(result -> ((AppendResult.Appended) result).entry().seq())
                .toList();
        return seqs.isEmpty()
                ? Answer.nothing()
                : Answer.json(
                        json -> json.field("conversation", call.conversation().value())
                                .field("seq", seqs.getLast())
                                .field("entries", seqs.size()));
    }

    private Answer changeRole(Call call) {
        Role role = WireName.parse(Role.class, "role", call.body().string("role"));
        return Replies.made(
                call.conversation(),
                Replies.await(conversations.append(
                        call.conversation(),
                        call.user(),
                        call.identity().authority(),
                        null,
                        new EntryBody.RoleChanged(call.pathUser(), role))));
    }
}
