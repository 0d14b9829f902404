package chat.carillon.server.http.route.trace;

import chat.carillon.core.log.Conversation;
import chat.carillon.core.push.PushTarget;
import chat.carillon.core.store.MemberStore.Mark;
import chat.carillon.core.store.PushStore;
import chat.carillon.core.trace.NodeTraceJson;
import chat.carillon.core.trace.Recipient;
import chat.carillon.core.trace.Trace;
import chat.carillon.model.DeviceId;
import chat.carillon.model.Entry;
import chat.carillon.model.WireName;
import chat.carillon.protocol.json.JsonWriter;
import java.util.Map;

/// A [Trace] as administrators are told. Never what the message says.
final class TraceJson {
    private TraceJson() {}

    static void write(JsonWriter json, Trace trace, String store) {
        Conversation conversation = trace.conversation();
        Entry entry = trace.entry();
        Mark mark = trace.tally().marks().getFirst();
        json.field("conversation", conversation.id().value())
                .field("kind", conversation.kind().wireName())
                .optional("name", conversation.name())
                .field("seq", entry.seq())
                .field("type", entry.body().type())
                .field("sender", entry.sender().value())
                .optional("clientMessageId", entry.clientMessageId())
                .field("at", entry.atMillis())
                .optional("deletedAt", trace.deletedAtMillis())
                .field("store", store)
                .field("members", trace.tally().members())
                .field("delivered", mark.delivered())
                .field("read", mark.read())
                .objects("nodes", trace.nodes(), NodeTraceJson::write)
                .strings("silentNodes", trace.silentNodes())
                .field("complete", trace.complete())
                .objects("recipients", trace.recipients(), TraceJson::recipient)
                .objects(
                        "fates",
                        trace.fates().entrySet().stream()
                                .sorted(Map.Entry.comparingByKey())
                                .toList(),
                        (inner, fate) ->
                                inner.field("fate", fate.getKey().wireName()).field("members", fate.getValue()));
    }

    private static void recipient(JsonWriter json, Recipient recipient) {
        json.field("user", recipient.member().user().value())
                .field("standing", recipient.standing().wireName())
                .field("joinedSeq", recipient.member().joinedSeq())
                .field("deliveredSeq", recipient.member().deliveredSeq())
                .field("readSeq", recipient.member().readSeq());
        WireName level = recipient.level();
        if (level != null) {
            json.field("level", level.wireName());
        }
        PushStore.Recorded push = recipient.push();
        if (push != null) {
            json.object("push", inner -> push(inner, push, recipient.kinds()));
        }
    }

    private static void push(JsonWriter json, PushStore.Recorded push, Map<DeviceId, PushTarget.Kind> kinds) {
        json.field("fate", push.fate().wireName())
                .field("mention", push.mention())
                .field("decidedAt", push.decidedAtMillis())
                .objects("devices", push.deliveries(), (inner, delivery) -> device(inner, delivery, kinds));
    }

    private static void device(JsonWriter json, PushStore.Delivery delivery, Map<DeviceId, PushTarget.Kind> kinds) {
        json.field("device", delivery.device().value());
        PushTarget.Kind kind = kinds.get(delivery.device());
        if (kind != null) {
            json.field("kind", kind.wireName());
        }
        json.field("state", delivery.state().wireName())
                .field("attempts", delivery.attempts())
                .field("outcome", delivery.outcome())
                .field("at", delivery.atMillis());
    }
}
