package chat.carillon.client.http;

import chat.carillon.client.net.ClientResources;
import chat.carillon.client.net.ServerAddress;
import chat.carillon.client.notification.Notifications;
import chat.carillon.model.ClientMessageId;
import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.EntryBody;
import chat.carillon.model.UserId;
import chat.carillon.protocol.ConversationSummary;
import chat.carillon.protocol.codec.ConversationJson;
import chat.carillon.protocol.codec.EntryJson;
import chat.carillon.protocol.json.JsonObject;
import chat.carillon.protocol.json.JsonWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A server's HTTP calls, as one user. Every method asks and waits; virtual threads make that cheap. Thread-safe.
///
/// A refusal throws [chat.carillon.client.net.CarillonException], whose code says whether to try again.
public final class CarillonHttp {
    private final HttpCalls calls;
    private final Supplier<String> tokens;

    public CarillonHttp(ServerAddress server, Supplier<String> tokens, ClientResources resources) {
        this.calls = new HttpCalls(server, resources);
        this.tokens = tokens;
    }

    /// Changes a password into a token. Needs no token itself.
    ///
    /// @param label what the user will know this login by
    public static Login login(URI server, String username, String password, String label, ClientResources resources) {
        return HttpShapes.login(new HttpCalls(ServerAddress.of(server), resources)
                .call(
                        "POST",
                        "/v1/login",
                        null,
                        json -> json.field("username", username)
                                .field("password", password)
                                .field("label", label)));
    }

    /// Makes an account of one's own, and logs in. Needs no token itself.
    ///
    /// @param invitation of an administrator; null where anyone may make an account
    public static Login register(
            URI server, String username, String password, @Nullable String invitation, ClientResources resources) {
        return HttpShapes.login(new HttpCalls(ServerAddress.of(server), resources)
                .call(
                        "POST",
                        "/v1/users",
                        null,
                        json -> json.field("username", username)
                                .field("password", password)
                                .optional("invitation", invitation)));
    }

    /// Takes back the token that this object uses.
    public void logout() {
        var _ = post("/v1/logout", _ -> {});
    }

    /// Has the node that answers ask its clients to go elsewhere, and end, as an administrator.
    public void drain() {
        var _ = post("/v1/drain", _ -> {});
    }

    /// The user's own account.
    public Account me() {
        return HttpShapes.account(get("/v1/me"));
    }

    /// Makes an account, as an administrator.
    public Account createUser(String username, String password, String displayName) {
        return createUser(username, password, displayName, false);
    }

    /// Makes an account, as an administrator.
    ///
    /// @param administrator whether the account is one, too
    public Account createUser(String username, String password, String displayName, boolean administrator) {
        return HttpShapes.account(post(
                "/v1/users",
                json -> json.field("username", username)
                        .field("password", password)
                        .field("displayName", displayName)
                        .field("administrator", administrator)));
    }

    /// Changes an account: one's own, or as an administrator anyone's.
    public Account changeUser(UserId user, AccountChange change) {
        return HttpShapes.account(call("PATCH", "/v1/users/" + user, change::write));
    }

    /// Makes a token of somebody else, as an administrator: for programs that act as that user.
    ///
    /// @param label what the user will know it by
    public Login createToken(UserId user, String label) {
        return HttpShapes.login(post("/v1/users/" + user + "/tokens", json -> json.field("label", label)));
    }

    /// An invitation, as an administrator: whoever has it may make one account.
    public String invite(Duration lifetime) {
        return post("/v1/invitations", json -> json.field("lifetimeSeconds", lifetime.toSeconds()))
                .string("invitation");
    }

    /// The invitations that are open, of all administrators, the newest first; as an administrator.
    public List<Account.Invitation> invitations() {
        return get("/v1/invitations").objects("invitations", HttpShapes.MAX_ITEMS).stream()
                .map(HttpShapes::invitation)
                .toList();
    }

    /// Makes an invitation worthless, as an administrator.
    public void withdrawInvitation(String id) {
        var _ = call("DELETE", "/v1/invitations/" + ServerAddress.encode(id), null);
    }

    public Account user(UserId user) {
        return HttpShapes.account(get("/v1/users/" + user));
    }

    /// Users whose names contain `query`, by name.
    ///
    /// @param after the last user of the page before; null for the first page
    public List<Account> users(String query, @Nullable UserId after, int limit) {
        String from = after == null ? "" : "&after=" + after;
        return get("/v1/users?query=%s&limit=%d%s".formatted(ServerAddress.encode(query), limit, from))
                .objects("users", HttpShapes.MAX_ITEMS)
                .stream()
                .map(HttpShapes::account)
                .toList();
    }

    /// Makes a conversation, its maker a member; a direct one of the same two users is found instead of made again.
    public Channel createConversation(
            ConversationKind kind, @Nullable String name, @Nullable String topic, List<UserId> members) {
        return HttpShapes.channel(post(
                "/v1/conversations",
                json -> json.field("kind", kind.wireName())
                        .optional("name", name)
                        .optional("topic", topic)
                        .strings("members", members)));
    }

    /// The conversations that the user is a member of, the one with the latest change first.
    public List<ConversationSummary> conversations() {
        return get("/v1/conversations").objects("conversations", HttpShapes.MAX_ITEMS).stream()
                .map(ConversationJson::read)
                .toList();
    }

    public ConversationSummary conversation(ConversationId conversation) {
        return ConversationJson.read(get(path(conversation)));
    }

    /// Channels that anyone may join, whose names contain `query`.
    public List<Channel> channels(String query, int limit) {
        return get("/v1/channels?query=%s&limit=%d".formatted(ServerAddress.encode(query), limit))
                .objects("channels", HttpShapes.MAX_ITEMS)
                .stream()
                .map(HttpShapes::channel)
                .toList();
    }

    /// Gives the conversation another name or topic; null leaves it.
    public void rename(ConversationId conversation, @Nullable String name, @Nullable String topic) {
        var _ = call(
                "PATCH", path(conversation), json -> json.optional("name", name).optional("topic", topic));
    }

    /// Changes who may do what in a conversation, as its owner; null leaves it.
    public void changeSettings(ConversationId conversation, EntryBody.SettingsChanged change) {
        var _ = call("PATCH", path(conversation) + "/settings", json -> EntryJson.writeBody(json, change));
    }

    /// Members by name.
    ///
    /// @param after the last user of the page before; null for the first page
    public List<Member> members(ConversationId conversation, @Nullable UserId after, int limit) {
        String from = after == null ? "" : "&after=" + after;
        return get(path(conversation) + "/members?limit=" + limit + from)
                .objects("members", HttpShapes.MAX_ITEMS)
                .stream()
                .map(HttpShapes::member)
                .toList();
    }

    /// How many have received and read everything up to an entry.
    public MessageState.Receipts receipts(ConversationId conversation, long seq) {
        return HttpShapes.receipts(conversation, get(path(conversation) + "/receipts?seq=" + seq));
    }

    /// Makes users members; of an open channel, oneself. Those who are members already stay so.
    public void addMembers(ConversationId conversation, List<UserId> users) {
        var _ = post(path(conversation) + "/members", json -> json.strings("users", users));
    }

    /// Ends memberships, one's own too.
    public void removeMembers(ConversationId conversation, List<UserId> users) {
        var _ = call("DELETE", path(conversation) + "/members", json -> json.strings("users", users));
    }

    /// The log after `afterSeq`, however far back.
    public EntryPage entries(ConversationId conversation, long afterSeq, int limit) {
        return HttpShapes.entries(
                conversation, get("%s/entries?after=%d&limit=%d".formatted(path(conversation), afterSeq, limit)));
    }

    /// The newest messages before `beforeSeq` as they stand now, oldest first.
    ///
    /// @param beforeSeq `Long.MAX_VALUE` for the newest of all
    public MessagePage messages(ConversationId conversation, long beforeSeq, int limit) {
        String before = beforeSeq == Long.MAX_VALUE ? "" : "&before=" + beforeSeq;
        return HttpShapes.messages(conversation, get(path(conversation) + "/messages?limit=" + limit + before));
    }

    /// The messages of a thread after `afterSeq`, its root excluded.
    public MessagePage thread(ConversationId conversation, long rootSeq, long afterSeq, int limit) {
        String query = "/messages/%d/thread?after=%d&limit=%d".formatted(rootSeq, afterSeq, limit);
        return HttpShapes.messages(conversation, get(path(conversation) + query));
    }

    /// Sends without a socket; safe to repeat with the same key.
    ///
    /// @return the seq of the message
    public long send(ConversationId conversation, ClientMessageId key, String text) {
        return post(
                        path(conversation) + "/messages",
                        json -> json.field("clientMessageId", key.value()).field("text", text))
                .integer("seq", 1, Long.MAX_VALUE);
    }

    /// Full-text search in all that the user may read, the best match first.
    ///
    /// @param conversation where to look; null: everywhere
    public List<Hit> search(String query, @Nullable ConversationId conversation, int limit) {
        String where = conversation == null ? "" : "&conversation=" + ServerAddress.encode(conversation);
        return get("/v1/search?q=%s&limit=%d%s".formatted(ServerAddress.encode(query), limit, where))
                .objects("hits", HttpShapes.MAX_ITEMS)
                .stream()
                .map(HttpShapes::hit)
                .toList();
    }

    /// What the user is told of while away, and the devices that are woken for it.
    public Notifications notifications() {
        return new Notifications(this::call);
    }

    private static String path(ConversationId conversation) {
        return "/v1/conversations/" + ServerAddress.encode(conversation);
    }

    /// What became of a message, as an administrator: the JSON of the server's answer, as OpenAPI describes it.
    public String trace(ConversationId conversation, long seq) {
        String path = "%s/messages/%d/trace".formatted(path(conversation), seq);
        return new String(calls.content("GET", path, tokens.get(), null), StandardCharsets.UTF_8);
    }

    private JsonObject get(String path) {
        return call("GET", path, null);
    }

    private JsonObject post(String path, Consumer<JsonWriter> body) {
        return call("POST", path, body);
    }

    private JsonObject call(String method, String path, @Nullable Consumer<JsonWriter> body) {
        return calls.call(method, path, tokens.get(), body);
    }
}
