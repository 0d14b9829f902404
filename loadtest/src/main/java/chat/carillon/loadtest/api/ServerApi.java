package chat.carillon.loadtest.api;

import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.UserId;
import chat.carillon.protocol.ErrorCode;
import chat.carillon.protocol.Limits;
import chat.carillon.protocol.codec.EntryJson;
import chat.carillon.protocol.json.JsonObject;
import chat.carillon.protocol.json.JsonWriter;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/// A server's HTTP surface, as any user. Thread-safe.
public final class ServerApi implements AutoCloseable {
    private static final byte[] NO_BODY = {};
    private static final int MAX_PAGE_ENTRIES = 500;

    private final Caller caller;
    private final TokenSource tokens;

    /// @param patience how long calls are tried again while the server is not there or overloaded
    public ServerApi(URI server, TokenSource tokens, Duration patience) {
        this.caller = new Caller(server, patience);
        this.tokens = tokens;
    }

    /// Makes the account of a user, who is shown as `name`, if there is none: the first sight of a token does.
    public void introduce(UserId user, String name) throws IOException {
        var _ = caller.call("GET", "/v1/me", tokens.of(user, name), NO_BODY);
    }

    /// Has someone, who is shown as `name`, join an open conversation; makes the account if there is none.
    public void joinSelf(ConversationId conversation, UserId user, String name) throws IOException {
        change("POST", conversation, tokens.of(user, name), List.of(user));
    }

    /// Makes a conversation of users that are known to the server.
    public ConversationId create(UserId creator, ConversationKind kind, String name, List<UserId> members)
            throws IOException {
        byte[] body = JsonWriter.object(1_024, json -> {
            json.field("kind", kind.wireName());
            if (kind != ConversationKind.DIRECT) {
                json.field("name", name);
            }
            json.strings("members", members);
        });
        JsonObject made = caller.call("POST", "/v1/conversations", tokens.of(creator), body);
        return new ConversationId(made.string("id"));
    }

    /// Makes users members, if they are not.
    ///
    /// @param by who does it: themselves, where the conversation is open, else one who may invite
    public void join(ConversationId conversation, UserId by, List<UserId> users) throws IOException {
        change("POST", conversation, tokens.of(by), users);
    }

    /// Ends memberships, if there are any.
    ///
    /// @param by who does it: themselves, or one who may remove others
    public void leave(ConversationId conversation, UserId by, List<UserId> users) throws IOException {
        try {
            change("DELETE", conversation, tokens.of(by), users);
        } catch (ApiException e) {
            // The answer to a first call was lost: who has left by it is a stranger to the second.
            if (e.code() != ErrorCode.NO_SUCH_CONVERSATION || !users.contains(by)) {
                throw e;
            }
        }
    }

    private void change(String method, ConversationId conversation, String token, List<UserId> users)
            throws IOException {
        byte[] body = JsonWriter.object(1_024, json -> json.strings("users", users));
        try {
            var _ = caller.call(method, path(conversation) + "/members", token, body);
        } catch (ApiException e) {
            if (e.code() != ErrorCode.NO_CHANGE) {
                throw e;
            }
        }
    }

    /// Has a user be told of everything in a conversation.
    public void wantAll(ConversationId conversation, UserId user) throws IOException {
        byte[] body = JsonWriter.object(64, json -> json.field("level", "all"));
        var _ = caller.call("PUT", path(conversation) + "/notifications", tokens.of(user), body);
    }

    /// Sends a message without a socket.
    ///
    /// @return its seq
    public long post(ConversationId conversation, UserId by, String clientMessageId, String text) throws IOException {
        byte[] body = JsonWriter.object(256, json -> {
            json.field("clientMessageId", clientMessageId);
            json.field("text", text);
        });
        return caller.call("POST", path(conversation) + "/messages", tokens.of(by), body)
                .integer("seq", 1, Limits.MAX_INTEGER);
    }

    /// The log after `afterSeq`, as `reader` may see it.
    public LogPage entries(ConversationId conversation, UserId reader, long afterSeq) throws IOException {
        String query = "/entries?after=%d&limit=%d".formatted(afterSeq, MAX_PAGE_ENTRIES);
        JsonObject page = caller.call("GET", path(conversation) + query, tokens.of(reader), NO_BODY);
        return new LogPage(
                page.objects("entries", MAX_PAGE_ENTRIES).stream()
                        .map(entry -> EntryJson.read(entry, conversation))
                        .toList(),
                page.integer("headSeq", 0, Limits.MAX_INTEGER),
                page.booleanOr("more", false));
    }

    /// What the server measures of itself, in Prometheus' text form.
    public String metrics() throws IOException {
        return caller.text("/metrics");
    }

    private static String path(ConversationId conversation) {
        return "/v1/conversations/" + conversation;
    }

    @Override
    public void close() {
        caller.close();
    }
}
