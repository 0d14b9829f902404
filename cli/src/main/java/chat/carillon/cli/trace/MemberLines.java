package chat.carillon.cli.trace;

import chat.carillon.core.push.plan.Fate;
import chat.carillon.core.trace.NodeTrace;
import chat.carillon.core.trace.NodeTrace.OneSession;
import chat.carillon.core.trace.Standing;
import chat.carillon.model.WireName;
import chat.carillon.protocol.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// One line a member: whether it has the message, and if not, why. Confined to one thread.
final class MemberLines {
    private static final double MILLIS_A_SECOND = 1_000;

    private final List<NodeTrace> nodes;
    private final long seq;

    MemberLines(List<NodeTrace> nodes, long seq) {
        this.nodes = nodes;
        this.seq = seq;
    }

    private record Seen(NodeTrace node, OneSession session) {}

    String line(JsonObject recipient) {
        String user = recipient.string("user");
        Standing standing = WireName.parse(Standing.class, "standing", recipient.string("standing"));
        var parts = new ArrayList<String>();
        parts.add(sentence(standing));
        List<Seen> seen = nodes.stream()
                .flatMap(node -> node.sessions().stream().map(session -> new Seen(node, session)))
                .filter(one -> one.session().user().value().equals(user))
                .toList();
        if (!seen.isEmpty()) {
            parts.add(seen.stream().map(this::session).collect(Collectors.joining(", ")));
        }
        parts.addAll(told(standing, recipient));
        return "%-16s %s".formatted(user, String.join("; ", parts));
    }

    private static String sentence(Standing standing) {
        return switch (standing) {
            case SENT -> "sent it";
            case READ -> "has read it";
            case RECEIVED -> "has it";
            case JOINED_LATER -> "joined later";
            case WRITTEN -> "it was written to a session, which has not said that it has it";
            case LAGGING -> "has not got it: its socket takes nothing";
            case SYNCING -> "connected after it, and has not said that it fetched it";
            case ABSENT -> "has not got it: not connected";
        };
    }

    private String session(Seen seen) {
        OneSession session = seen.session();
        String where = "%s on %s".formatted(session.device(), seen.node().node());
        if (!session.live()) {
            return where + " (ended)";
        }
        if (session.blockedMillis() > 0) {
            return String.format(
                    Locale.ROOT, "%s (takes nothing for %.1f s)", where, session.blockedMillis() / MILLIS_A_SECOND);
        }
        if (session.acked()) {
            return where;
        }
        return session.attachedSeq() < seq && session.writtenSeq() < seq ? where + " (not written yet)" : where;
    }

    private static List<String> told(Standing standing, JsonObject recipient) {
        JsonObject push = recipient.objectOrNull("push");
        if (push != null) {
            return List.of(told(push));
        }
        return switch (standing) {
            case SENT, JOINED_LATER -> List.of();
            // What was read, seen or not wanted is not recorded: it would be a row for everybody who is there.
            case READ, RECEIVED -> List.of("no push: had it when it was ripe, or wanted none");
            case WRITTEN, LAGGING, SYNCING, ABSENT ->
                List.of("no push recorded (wants %s)".formatted(recipient.stringOr("level", "nothing said")));
        };
    }

    private static String told(JsonObject push) {
        return switch (WireName.parse(Fate.class, "fate", push.string("fate"))) {
            case DELETED -> "no push: it was deleted";
            case UNWANTED -> "no push: not wanted";
            case READ -> "no push: was read";
            case SEEN -> "no push: was at a device that had it";
            case MUTED -> "no push: the conversation is muted";
            case QUIET -> "no push: not to be disturbed then";
            case NO_DEVICE -> "no push: no device that can be woken";
            case DELIVERED -> "no push: every device had it, or is younger";
            case PUSHED ->
                push.objects("devices", Integer.MAX_VALUE).stream()
                        .map(device -> "push to %s %s%s"
                                .formatted(device.string("device"), device.string("state"), attempts(device)))
                        .collect(Collectors.joining(", "));
        };
    }

    private static String attempts(JsonObject device) {
        long attempts = TraceText.number(device, "attempts");
        return attempts <= 1 ? "" : " after " + TraceText.counted(attempts, "attempt");
    }
}
