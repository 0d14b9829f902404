package chat.carillon.server.http.route;

import chat.carillon.core.conversation.ReadResult;
import chat.carillon.core.conversation.Reading;
import chat.carillon.core.log.MessageState;
import chat.carillon.core.search.SearchScope;
import chat.carillon.core.store.HistoryStore;
import chat.carillon.model.ConversationId;
import chat.carillon.model.InvalidValueException;
import chat.carillon.model.UserId;
import chat.carillon.model.WireName;
import chat.carillon.protocol.Limits;
import chat.carillon.protocol.codec.EntryJson;
import chat.carillon.server.http.Access;
import chat.carillon.server.http.Answer;
import chat.carillon.server.http.Call;
import chat.carillon.server.http.Route;
import chat.carillon.server.http.Route.Method;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reading: the log as `sync` gives it, messages as they stand now, threads, search.
public final class HistoryRoutes {
    private static final int DEFAULT_HITS = 20;
    private static final int MAX_HIT_OFFSET = 10_000;

    private final Reading reading;
    private final Limits limits;

    public HistoryRoutes(Reading reading, Limits limits) {
        this.reading = reading;
        this.limits = limits;
    }

    public List<Route> routes() {
        String conversation = "/v1/conversations/{conversation}";
        return List.of(
                new Route(Method.GET, conversation + "/entries", Access.USER, this::entries),
                new Route(Method.GET, conversation + "/messages", Access.USER, this::messages),
                new Route(Method.GET, conversation + "/messages/{seq}", Access.USER, this::message),
                new Route(Method.GET, conversation + "/messages/{seq}/thread", Access.USER, this::thread),
                new Route(Method.GET, "/v1/search", Access.USER, this::search));
    }

    private Answer entries(Call call) {
        return Replies.read(
                reading.entries(
                        call.user(), call.conversation(), call.number("after", 0), call.limit(limits.maxPageEntries())),
                page -> Answer.json(
                        json -> json.field("conversation", call.conversation().value())
                                .objects("entries", page.entries(), EntryJson::writeWithoutConversation)
                                .field("headSeq", page.headSeq())
                                .field("more", page.more())));
    }

    private Answer messages(Call call) {
        int limit = call.limit(limits.maxPageEntries());
        ConversationId conversation = call.conversation();
        String after = call.query("after");
        if (Stream.of("around", "after", "before", "at")
                        .filter(name -> call.query(name) != null)
                        .count()
                > 1) {
            throw new InvalidValueException("before, after, around, at: more than one (expected: one of them)");
        }
        if (call.query("around") != null) {
            return around(call, call.number("around", 0), limit);
        }
        if (call.query("at") != null) {
            return Replies.read(
                    reading.firstAt(call.user(), conversation, call.number("at", 0)),
                    first -> first.map(message -> around(call, message.seq(), limit))
                            .orElseGet(() -> newest(call, limit)));
        }
        ReadResult<List<MessageState>> result = after != null
                ? reading.messagesAfter(call.user(), conversation, call.number("after", 0), limit)
                : reading.messagesBefore(call.user(), conversation, call.number("before", Long.MAX_VALUE), limit);
        return Replies.read(result, messages -> page(call, messages, null));
    }

    private Answer newest(Call call, int limit) {
        return Replies.read(
                reading.messagesBefore(call.user(), call.conversation(), Long.MAX_VALUE, limit),
                messages -> page(call, messages, null));
    }

    /// About half of them before `seq`, itself among the rest.
    private Answer around(Call call, long seq, int limit) {
        int earlier = limit / 2;
        return Replies.read(
                earlier == 0
                        ? new ReadResult.Ok<>(List.<MessageState>of())
                        : reading.messagesBefore(call.user(), call.conversation(), seq, earlier),
                before -> Replies.read(
                        reading.messagesAfter(call.user(), call.conversation(), Math.max(0, seq - 1), limit - earlier),
                        after -> page(
                                call,
                                Stream.concat(before.stream(), after.stream()).toList(),
                                seq)));
    }

    private Answer message(Call call) {
        return Replies.read(
                reading.message(call.user(), call.conversation(), call.seq()),
                message -> Answer.json(json -> Shapes.message(
                        json.field("conversation", call.conversation().value()), message, call.user())));
    }

    private Answer thread(Call call) {
        return Replies.read(
                reading.thread(
                        call.user(),
                        call.conversation(),
                        call.seq(),
                        call.number("after", 0),
                        call.limit(limits.maxPageEntries())),
                messages -> page(call, messages, null));
    }

    /// @param anchor seq of what was meant; null where nothing was
    private static Answer page(Call call, List<MessageState> messages, @Nullable Long anchor) {
        return Answer.json(json -> json.field(
                        "conversation", call.conversation().value())
                .optional("anchor", anchor)
                .objects("messages", messages, (inner, message) -> Shapes.message(inner, message, call.user())));
    }

    private Answer search(Call call) {
        String query = call.query("q");
        if (query == null) {
            throw new InvalidValueException("q: missing (expected: words to search for)");
        }
        List<HistoryStore.Hit> hits = reading.search(
                call.user(),
                query,
                scope(call),
                (int) Math.min(call.number("offset", 0), MAX_HIT_OFFSET),
                call.query("limit") == null ? DEFAULT_HITS : call.limit(limits.maxPageEntries()));
        return Answer.json(json -> json.objects("hits", hits, (inner, hit) -> Shapes.hit(inner, hit, call.user())));
    }

    private static SearchScope scope(Call call) {
        String conversation = call.query("conversation");
        String from = call.query("from");
        String has = call.query("has");
        return new SearchScope(
                conversation == null ? null : new ConversationId(conversation),
                from == null ? null : new UserId(from),
                call.number("since", 0),
                call.number("until", Long.MAX_VALUE),
                has == null ? null : WireName.parse(SearchScope.Thing.class, "has", has));
    }
}
