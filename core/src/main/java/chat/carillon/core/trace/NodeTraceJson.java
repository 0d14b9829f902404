package chat.carillon.core.trace;

import chat.carillon.core.journal.Step.Way;
import chat.carillon.core.trace.NodeTrace.Acked;
import chat.carillon.core.trace.NodeTrace.Attached;
import chat.carillon.core.trace.NodeTrace.Committed;
import chat.carillon.core.trace.NodeTrace.FannedOut;
import chat.carillon.core.trace.NodeTrace.OneSession;
import chat.carillon.core.trace.NodeTrace.Published;
import chat.carillon.core.trace.NodeTrace.Written;
import chat.carillon.model.DeviceId;
import chat.carillon.model.SessionId;
import chat.carillon.model.UserId;
import chat.carillon.model.WireName;
import chat.carillon.protocol.Limits;
import chat.carillon.protocol.json.JsonObject;
import chat.carillon.protocol.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/// A [NodeTrace] as nodes tell each other of it, and administrators are told.
public final class NodeTraceJson {
    private static final int MAX_ITEMS = 10_000;

    private NodeTraceJson() {}

    public static void write(JsonWriter json, NodeTrace trace) {
        json.field("node", trace.node());
        Committed committed = trace.committed();
        if (committed != null) {
            json.object(
                    "committed",
                    inner -> inner.field("atMicros", committed.atMicros()).field("lane", committed.lane()));
        }
        json.objects(
                "published",
                trace.published(),
                (inner, one) -> inner.field("atMicros", one.atMicros())
                        .field("way", one.way().wireName())
                        .strings("nodes", one.nodes()));
        FannedOut fannedOut = trace.fannedOut();
        if (fannedOut != null) {
            json.object(
                    "fannedOut",
                    inner -> inner.field("atMicros", fannedOut.atMicros())
                            .field("fromStore", fannedOut.fromStore())
                            .field("loops", fannedOut.loops()));
        }
        Written written = trace.written();
        if (written != null) {
            json.object(
                    "written",
                    inner -> inner.field("beganMicros", written.beganMicros())
                            .field("endedMicros", written.endedMicros())
                            .field("sockets", written.sockets())
                            .field("behind", written.behind()));
        }
        json.object(
                "attached",
                inner -> inner.field("before", trace.attached().before())
                        .field("written", trace.attached().written())
                        .field("since", trace.attached().since()));
        json.object(
                "acked",
                inner -> inner.field("devices", trace.acked().devices())
                        .field("firstMicros", trace.acked().firstMicros())
                        .field("lastMicros", trace.acked().lastMicros()));
        json.objects("sessions", trace.sessions(), NodeTraceJson::session);
        json.field("busyLoops", trace.busyLoops());
    }

    private static void session(JsonWriter json, OneSession session) {
        json.field("user", session.user().value())
                .field("device", session.device().value())
                .field("session", session.session().value())
                .field("attachedSeq", session.attachedSeq())
                .field("writtenSeq", session.writtenSeq())
                .field("blockedMs", session.blockedMillis())
                .field("acked", session.acked())
                .field("ackedMicros", session.ackedMicros())
                .field("endedMicros", session.endedMicros());
    }

    /// @throws chat.carillon.model.InvalidValueException if it is none
    public static NodeTrace parse(JsonObject json) {
        return new NodeTrace(
                json.string("node"),
                committed(json.objectOrNull("committed")),
                json.objects("published", MAX_ITEMS).stream()
                        .map(one -> new Published(
                                number(one, "atMicros"),
                                WireName.parse(Way.class, "way", one.string("way")),
                                one.strings("nodes", MAX_ITEMS)))
                        .toList(),
                fannedOut(json.objectOrNull("fannedOut")),
                written(json.objectOrNull("written")),
                attached(json.object("attached")),
                acked(json.object("acked")),
                json.objects("sessions", MAX_ITEMS).stream()
                        .map(NodeTraceJson::session)
                        .toList(),
                count(json, "busyLoops"));
    }

    private static @Nullable Committed committed(@Nullable JsonObject json) {
        return json == null ? null : new Committed(number(json, "atMicros"), count(json, "lane"));
    }

    private static @Nullable FannedOut fannedOut(@Nullable JsonObject json) {
        return json == null
                ? null
                : new FannedOut(number(json, "atMicros"), json.booleanOr("fromStore", false), count(json, "loops"));
    }

    private static @Nullable Written written(@Nullable JsonObject json) {
        return json == null
                ? null
                : new Written(
                        number(json, "beganMicros"),
                        number(json, "endedMicros"),
                        count(json, "sockets"),
                        count(json, "behind"));
    }

    private static Attached attached(JsonObject json) {
        return new Attached(count(json, "before"), count(json, "written"), count(json, "since"));
    }

    private static Acked acked(JsonObject json) {
        return new Acked(count(json, "devices"), number(json, "firstMicros"), number(json, "lastMicros"));
    }

    private static OneSession session(JsonObject json) {
        return new OneSession(
                new UserId(json.string("user")),
                new DeviceId(json.string("device")),
                new SessionId(json.string("session")),
                number(json, "attachedSeq"),
                json.integer("writtenSeq", -1, Limits.MAX_INTEGER),
                number(json, "blockedMs"),
                json.booleanOr("acked", false),
                number(json, "ackedMicros"),
                number(json, "endedMicros"));
    }

    private static long number(JsonObject json, String name) {
        return json.integer(name, 0, Limits.MAX_INTEGER);
    }

    private static int count(JsonObject json, String name) {
        return (int) json.integer(name, 0, Integer.MAX_VALUE);
    }
}
