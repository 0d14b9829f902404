package chat.carillon.server.http.route;

import chat.carillon.core.conversation.Conversations;
import chat.carillon.core.conversation.Markers;
import chat.carillon.core.conversation.Reading;
import chat.carillon.core.log.AppendResult;
import chat.carillon.core.people.AuditKind;
import chat.carillon.core.store.ConversationStore.Marker;
import chat.carillon.core.store.MemberStore.Sought;
import chat.carillon.model.Attachment;
import chat.carillon.model.ClientMessageId;
import chat.carillon.model.EntryBody;
import chat.carillon.model.Text;
import chat.carillon.protocol.Limits;
import chat.carillon.protocol.json.JsonObject;
import chat.carillon.server.http.Access;
import chat.carillon.server.http.Answer;
import chat.carillon.server.http.Call;
import chat.carillon.server.http.Route;
import chat.carillon.server.http.Route.Method;
import chat.carillon.server.operator.Audit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writing without a socket; the same entries come of it, and the same rules hold.
public final class MessageRoutes {
    private final Conversations conversations;
    private final Reading reading;
    private final Markers markers;
    private final Audit audit;
    private final Limits limits;

    public MessageRoutes(Conversations conversations, Reading reading, Markers markers, Audit audit, Limits limits) {
        this.conversations = conversations;
        this.reading = reading;
        this.markers = markers;
        this.audit = audit;
        this.limits = limits;
    }

    public List<Route> routes() {
        String conversation = "/v1/conversations/{conversation}";
        String one = conversation + "/messages/{seq}";
        return List.of(
                new Route(Method.POST, conversation + "/messages", Access.USER, this::post),
                new Route(Method.PATCH, one, Access.USER, this::edit),
                new Route(Method.DELETE, one, Access.USER, this::delete),
                new Route(Method.PUT, one + "/reactions/{emoji}", Access.USER, this::react),
                new Route(Method.DELETE, one + "/reactions/{emoji}", Access.USER, this::unreact),
                new Route(Method.POST, conversation + "/read", Access.USER, this::read));
    }

    private Answer post(Call call) {
        JsonObject body = call.body();
        var posted = new EntryBody.Posted(
                Text.checked("text", body.stringOr("text", ""), limits.maxTextChars()),
                body.integerOrNull("replyTo", 1, Limits.MAX_INTEGER),
                body.integerOrNull("thread", 1, Limits.MAX_INTEGER),
                body.objects("attachments", limits.maxAttachments()).stream()
                        .map(MessageRoutes::attachment)
                        .toList());
        return Replies.sent(call.conversation(), append(call, body.stringOrNull("clientMessageId"), posted));
    }

    private static Attachment attachment(JsonObject json) {
        return new Attachment(
                json.string("url"),
                json.string("name"),
                json.stringOr("contentType", "application/octet-stream"),
                json.integerOr("sizeBytes", 0, Limits.MAX_INTEGER, 0));
    }

    private Answer edit(Call call) {
        JsonObject body = call.body();
        var edited = new EntryBody.Edited(
                call.seq(), Text.checkedNotBlank("text", body.string("text"), limits.maxTextChars()));
        return Replies.sent(call.conversation(), append(call, body.stringOrNull("clientMessageId"), edited));
    }

    private Answer delete(Call call) {
        AppendResult result = append(call, null, new EntryBody.Deleted(call.seq()));
        if (result instanceof AppendResult.Appended && call.byAdministrator()) {
            audit.note(call.user(), call.address(), AuditKind.MESSAGE_DELETED, call.conversation() + "/" + call.seq());
        }
        return Replies.sent(call.conversation(), result);
    }

    private Answer react(Call call) {
        var added = new EntryBody.ReactionAdded(call.seq(), emoji(call));
        return Replies.made(call.conversation(), append(call, null, added));
    }

    private Answer unreact(Call call) {
        var removed = new EntryBody.ReactionRemoved(call.seq(), emoji(call));
        return Replies.made(call.conversation(), append(call, null, removed));
    }

    private static String emoji(Call call) {
        return Text.checkedNotBlank("emoji", call.path("emoji"), Limits.MAX_EMOJI_CHARS);
    }

    private AppendResult append(Call call, @Nullable String clientMessageId, EntryBody body) {
        return Replies.await(conversations.append(
                call.conversation(),
                call.user(),
                call.identity().authority(),
                clientMessageId == null ? null : new ClientMessageId(clientMessageId),
                body));
    }

    /// Moves the caller's read marker, within a second.
    private Answer read(Call call) {
        long seq = call.body().integer("seq", 0, Limits.MAX_INTEGER);
        return Replies.read(reading.members(call.user(), call.conversation(), Sought.ANYBODY, null, 1), _ -> {
            markers.mark(new Marker.ReadUpTo(call.conversation(), call.user(), seq));
            return Answer.nothing();
        });
    }
}
