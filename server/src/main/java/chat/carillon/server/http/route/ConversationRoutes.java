package chat.carillon.server.http.route;

import chat.carillon.core.conversation.Conversations;
import chat.carillon.core.conversation.Reading;
import chat.carillon.core.log.Conversation;
import chat.carillon.core.log.CreateResult;
import chat.carillon.core.log.Membership;
import chat.carillon.core.log.MessageState;
import chat.carillon.core.log.NewConversation;
import chat.carillon.core.store.ConversationStore;
import chat.carillon.core.time.Time;
import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.EntryBody;
import chat.carillon.model.EntryBody.JoinPolicy;
import chat.carillon.model.Role;
import chat.carillon.model.Text;
import chat.carillon.model.UserId;
import chat.carillon.model.WireName;
import chat.carillon.protocol.ErrorCode;
import chat.carillon.protocol.Limits;
import chat.carillon.protocol.codec.EntryJson;
import chat.carillon.protocol.json.JsonObject;
import chat.carillon.server.http.Access;
import chat.carillon.server.http.Answer;
import chat.carillon.server.http.Call;
import chat.carillon.server.http.Route;
import chat.carillon.server.http.Route.Method;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Conversations: making, finding and renaming them, and who may do what in them.
public final class ConversationRoutes {
    private static final int CREATED = 201;
    private static final int OK = 200;

    /// Enough that nobody guesses one and no two are ever the same.
    private static final int ID_BITS = 100;

    private static final int ID_RADIX = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Conversations conversations;
    private final Reading reading;
    private final ConversationStore store;
    private final Limits limits;
    private final Time time;

    public ConversationRoutes(
            Conversations conversations, Reading reading, ConversationStore store, Limits limits, Time time) {
        this.conversations = conversations;
        this.reading = reading;
        this.store = store;
        this.limits = limits;
        this.time = time;
    }

    public List<Route> routes() {
        String one = "/v1/conversations/{conversation}";
        return List.of(
                new Route(Method.GET, "/v1/conversations", Access.USER, this::mine),
                new Route(Method.POST, "/v1/conversations", Access.USER, this::create),
                new Route(Method.GET, "/v1/channels", Access.USER, this::channels),
                new Route(Method.GET, "/v1/channels/{conversation}", Access.USER, this::channel),
                new Route(Method.GET, one, Access.USER, this::find),
                new Route(Method.PATCH, one, Access.USER, this::rename),
                new Route(Method.PATCH, one + "/settings", Access.USER, this::change));
    }

    private Answer mine(Call call) {
        List<Membership> memberships = reading.memberships(call.user());
        Map<ConversationId, MessageState> newest = reading.newest(memberships);
        return Answer.json(json -> json.objects("conversations", memberships, (inner, membership) -> {
            Shapes.membership(inner, membership);
            Shapes.last(inner, newest.get(membership.conversation().id()));
        }));
    }

    private Answer create(Call call) {
        CreateResult result = conversations.create(wanted(call));
        return switch (result) {
            case CreateResult.Created created -> made(CREATED, created.conversation());
            case CreateResult.Existing existing -> made(OK, existing.conversation());
            case CreateResult.Refused(ErrorCode code, String message) -> Answer.problem(code, message);
        };
    }

    private static Answer made(int status, Conversation conversation) {
        return Answer.json(status, json -> Shapes.conversation(json, conversation));
    }

    private NewConversation wanted(Call call) {
        JsonObject body = call.body();
        ConversationKind kind = WireName.parse(ConversationKind.class, "kind", body.string("kind"));
        return new NewConversation(
                new ConversationId("c" + new BigInteger(ID_BITS, RANDOM).toString(ID_RADIX)),
                kind,
                bounded(body, "name", Limits.MAX_NAME_CHARS),
                bounded(body, "topic", Limits.MAX_TOPIC_CHARS),
                settings(body.objectOrNull("settings"), Conversation.Settings.of(kind)),
                call.user(),
                body.strings("members", limits.maxMembersPerCall()).stream()
                        .map(UserId::new)
                        .toList(),
                time.wallMillis());
    }

    private static @Nullable String bounded(JsonObject body, String field, int maxChars) {
        String value = body.stringOrNull(field);
        return value == null ? null : Text.checked(field, value, maxChars);
    }

    private static Conversation.Settings settings(@Nullable JsonObject body, Conversation.Settings usual) {
        if (body == null) {
            return usual;
        }
        return new Conversation.Settings(
                choice(body, "join", JoinPolicy.class, usual.join()),
                choice(body, "history", Conversation.HistoryPolicy.class, usual.history()),
                choice(body, "post", Role.class, usual.post()),
                choice(body, "invite", Role.class, usual.invite()),
                false);
    }

    private static <E extends Enum<E> & WireName> E choice(JsonObject body, String field, Class<E> type, E usual) {
        String value = body.stringOrNull(field);
        return value == null ? usual : WireName.parse(type, "settings." + field, value);
    }

    private Answer channels(Call call) {
        String after = call.query("after");
        List<Conversation> channels = store.openChannels(
                call.query("query"),
                after == null ? null : new ConversationId(after),
                call.limit(limits.maxPageEntries()));
        return Answer.json(json -> json.objects("channels", channels, Shapes::conversation));
    }

    private Answer channel(Call call) {
        ConversationId id = call.conversation();
        return store.find(id)
                .filter(Conversation::isOpenChannel)
                .map(channel -> Answer.json(json -> Shapes.conversation(json, channel)))
                .orElseGet(() -> Answer.problem(ErrorCode.NO_SUCH_CONVERSATION, "conversation: " + id));
    }

    private Answer find(Call call) {
        return Replies.read(
                reading.conversation(call.user(), call.conversation()),
                membership -> Answer.json(json -> Shapes.membership(json, membership)));
    }

    private Answer rename(Call call) {
        JsonObject body = call.body();
        var renamed = new EntryBody.Renamed(
                bounded(body, "name", Limits.MAX_NAME_CHARS), bounded(body, "topic", Limits.MAX_TOPIC_CHARS));
        return append(call, renamed);
    }

    private Answer change(Call call) {
        return append(call, EntryJson.readSettings(call.body()));
    }

    private Answer append(Call call, EntryBody body) {
        return Replies.made(
                call.conversation(),
                Replies.await(conversations.append(
                        call.conversation(), call.user(), call.identity().authority(), null, body)));
    }
}
