package chat.carillon.core.operator;

import chat.carillon.protocol.Limits;
import chat.carillon.protocol.json.JsonObject;
import chat.carillon.protocol.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/// How a node stands, as it says itself.
///
/// @param node name and incarnation
/// @param now the newest sample, with deliveries, appends, gaps and laggards as means of the last seconds
/// @param totals since the node started
public record NodeReport(
        String node,
        @Nullable String version,
        @Nullable String region,
        @Nullable String address,
        long startedAtMillis,
        Standing standing,
        Sample now,
        Totals totals) {

    /// @param status as `/readyz` has it
    /// @param store `up` or `refusing`
    /// @param broker `none`, `up` or `suspect`
    public record Standing(String status, String store, String broker) {}

    /// @param slowConsumersClosed sockets that took nothing for too long
    /// @param appendsQueued writes that wait for a commit, now
    public record Totals(
            long sockets,
            long deliveries,
            long appends,
            long gaps,
            long laggards,
            long slowConsumersClosed,
            long appendsQueued,
            long heapMaxBytes) {}

    /// The fields of an object.
    public void write(JsonWriter json) {
        json.field("node", node)
                .optional("version", version)
                .optional("region", region)
                .optional("address", address)
                .field("startedAt", startedAtMillis)
                .field("status", standing.status())
                .field("store", standing.store())
                .field("broker", standing.broker())
                .object("now", now::write)
                .object(
                        "totals",
                        inner -> inner.field("sockets", totals.sockets())
                                .field("deliveries", totals.deliveries())
                                .field("appends", totals.appends())
                                .field("gaps", totals.gaps())
                                .field("laggards", totals.laggards())
                                .field("slowConsumersClosed", totals.slowConsumersClosed())
                                .field("appendsQueued", totals.appendsQueued())
                                .field("heapMaxBytes", totals.heapMaxBytes()));
    }

    public static NodeReport read(JsonObject json) {
        JsonObject totals = json.object("totals");
        return new NodeReport(
                json.string("node"),
                json.stringOrNull("version"),
                json.stringOrNull("region"),
                json.stringOrNull("address"),
                count(json, "startedAt"),
                new Standing(json.string("status"), json.string("store"), json.string("broker")),
                Sample.read(json.object("now")),
                new Totals(
                        count(totals, "sockets"),
                        count(totals, "deliveries"),
                        count(totals, "appends"),
                        count(totals, "gaps"),
                        count(totals, "laggards"),
                        count(totals, "slowConsumersClosed"),
                        count(totals, "appendsQueued"),
                        count(totals, "heapMaxBytes")));
    }

    private static long count(JsonObject json, String name) {
        return json.integerOr(name, 0, Limits.MAX_INTEGER, 0);
    }
}
