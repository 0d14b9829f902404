package chat.carillon.cli.trace;

import chat.carillon.cli.text.SafeText;
import chat.carillon.core.trace.NodeTrace;
import chat.carillon.core.trace.NodeTrace.OneSession;
import chat.carillon.core.trace.NodeTraceJson;
import chat.carillon.protocol.Limits;
import chat.carillon.protocol.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// A trace as people read it. Confined to one thread.
final class TraceText {
    private static final long MICROS_A_MILLI = 1_000;
    private static final int MAX_ITEMS = 10_000;

    /// Of more sessions than this, acks are counted and not told one by one.
    private static final int MAX_ACKS_TOLD = 16;

    private final JsonObject trace;
    private final List<NodeTrace> nodes;
    private final List<JsonObject> recipients;
    private final boolean complete;

    /// @param trace the server's answer
    TraceText(JsonObject trace) {
        this.trace = trace;
        this.nodes = trace.objects("nodes", MAX_ITEMS).stream()
                .map(NodeTraceJson::parse)
                .toList();
        this.recipients = trace.objects("recipients", MAX_ITEMS);
        this.complete = trace.booleanOr("complete", false);
    }

    List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add(headline());
        lines.add("");
        lines.addAll(timeline());
        lines.add("");
        lines.add("%d members: %d have it, %d have read it."
                .formatted(number(trace, "members"), number(trace, "delivered"), number(trace, "read")));
        var members = new MemberLines(nodes, number(trace, "seq"));
        recipients.forEach(one -> lines.add("  " + members.line(one)));
        long unnamed = number(trace, "members") - number(trace, "delivered") - recipients.size();
        if (!complete && unnamed > 0) {
            lines.add("  and up to %d more that have not got it".formatted(unnamed));
        }
        nodes.stream()
                .filter(node -> node.busyLoops() > 0)
                .forEach(node -> lines.add("%s was too busy to say whom %d of its event loops have."
                        .formatted(node.node(), node.busyLoops())));
        List<String> silent = trace.strings("silentNodes", MAX_ITEMS);
        if (!silent.isEmpty()) {
            lines.add("No answer from: " + String.join(", ", silent) + ". What was there is missing here.");
        }
        return lines;
    }

    private String headline() {
        String name = trace.stringOrNull("name");
        String key = trace.stringOrNull("clientMessageId");
        return "%s%s (%s), %s %d by %s%s, %s"
                .formatted(
                        trace.string("conversation"),
                        name == null ? "" : " #" + SafeText.line(name),
                        trace.string("kind"),
                        trace.string("type"),
                        number(trace, "seq"),
                        trace.string("sender"),
                        key == null ? "" : ", key " + key,
                        Instant.ofEpochMilli(number(trace, "at")));
    }

    private List<String> timeline() {
        long acceptedMicros = number(trace, "at") * MICROS_A_MILLI;
        var timeline = new Timeline(nodes.stream()
                .map(NodeTrace::committed)
                .filter(Objects::nonNull)
                .map(NodeTrace.Committed::atMicros)
                .findFirst()
                .orElse(acceptedMicros));
        timeline.add(acceptedMicros, "", "accepted");
        nodes.forEach(node -> steps(node, timeline));
        if (trace.has("deletedAt")) {
            timeline.add(number(trace, "deletedAt") * MICROS_A_MILLI, "", "deleted");
        }
        acks(timeline);
        recipients.forEach(recipient -> push(recipient, timeline));
        List<String> lines = new ArrayList<>(timeline.lines());
        if (nodes.stream().allMatch(node -> node.committed() == null)) {
            lines.add("It is too long ago for the nodes to remember how it went; times are from when it was accepted.");
        }
        return lines;
    }

    private void steps(NodeTrace node, Timeline timeline) {
        NodeTrace.Committed committed = node.committed();
        if (committed != null) {
            timeline.add(
                    committed.atMicros(),
                    node.node(),
                    "durable in %s, by lane %d".formatted(trace.string("store"), committed.lane()));
        }
        node.published()
                .forEach(one -> timeline.add(
                        one.atMicros(),
                        node.node(),
                        switch (one.way()) {
                            case NODES -> "told " + String.join(", ", one.nodes());
                            case SUBSCRIBERS -> "published to all nodes that have members of it";
                            case EVERYBODY -> "told all nodes, as nobody could say which have members of it";
                        }));
        NodeTrace.FannedOut fannedOut = node.fannedOut();
        if (fannedOut != null) {
            timeline.add(
                    fannedOut.atMicros(),
                    node.node(),
                    "given to %s%s"
                            .formatted(
                                    counted(fannedOut.loops(), "event loop"),
                                    fannedOut.fromStore() ? ", fetched from the store as nobody had told" : ""));
        }
        NodeTrace.Written written = node.written();
        if (written != null) {
            timeline.add(
                    written.endedMicros(),
                    node.node(),
                    "written to %s, begun at %s%s"
                            .formatted(
                                    counted(written.sockets(), "socket"),
                                    Timeline.distance(written.beganMicros() - timeline.zeroMicros()),
                                    written.behind() == 0
                                            ? ""
                                            : "; %d could not take it yet".formatted(written.behind())));
        }
    }

    private void acks(Timeline timeline) {
        List<OneSession> told = nodes.stream()
                .flatMap(node -> node.sessions().stream())
                .filter(session -> session.ackedMicros() > 0)
                .toList();
        if (complete && told.size() <= MAX_ACKS_TOLD) {
            for (NodeTrace node : nodes) {
                node.sessions().stream()
                        .filter(session -> session.ackedMicros() > 0)
                        .forEach(session -> timeline.add(
                                session.ackedMicros(),
                                node.node(),
                                "%s has it, says %s".formatted(session.user(), session.device())));
            }
            return;
        }
        for (NodeTrace node : nodes) {
            NodeTrace.Acked acked = node.acked();
            if (acked.firstMicros() > 0) {
                timeline.add(
                        acked.firstMicros(),
                        node.node(),
                        "the first of %s that said so has it".formatted(counted(acked.devices(), "device")));
                timeline.add(acked.lastMicros(), node.node(), "the last of them has it");
            }
        }
    }

    private static void push(JsonObject recipient, Timeline timeline) {
        JsonObject push = recipient.objectOrNull("push");
        if (push == null) {
            return;
        }
        String user = recipient.string("user");
        timeline.add(
                number(push, "decidedAt") * MICROS_A_MILLI, "", "push to %s: %s".formatted(user, push.string("fate")));
        for (JsonObject device : push.objects("devices", MAX_ITEMS)) {
            timeline.add(
                    number(device, "at") * MICROS_A_MILLI,
                    "",
                    "%s of %s%s: %s after %s%s"
                            .formatted(
                                    device.string("device"),
                                    user,
                                    device.has("kind") ? " (" + device.string("kind") + ")" : "",
                                    device.string("state"),
                                    counted(number(device, "attempts"), "attempt"),
                                    device.string("outcome").isEmpty()
                                            ? ""
                                            : ": " + SafeText.line(device.string("outcome"))));
        }
    }

    static String counted(long number, String what) {
        return "%d %s%s".formatted(number, what, number == 1 ? "" : "s");
    }

    static long number(JsonObject json, String name) {
        return json.integer(name, 0, Limits.MAX_INTEGER);
    }
}
