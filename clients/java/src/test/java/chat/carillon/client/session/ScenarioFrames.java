package chat.carillon.client.session;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What the server of a scenario says, as text.
final class ScenarioFrames {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final ManualTicker ticker;

    /// @param ticker tells until when tickets are good
    ScenarioFrames(ManualTicker ticker) {
        this.ticker = ticker;
    }

    List<String> of(JsonNode step) {
        List<String> frames = new ArrayList<>();
        if (step.has("text")) {
            frames.add(step.get("text").asString());
        } else if (step.has("say")) {
            frames.add(step.get("say").toString());
        } else if (step.has("welcome")) {
            frames.add(welcome(step.get("welcome")).toString());
        } else if (step.has("entries")) {
            frames.add(entries(step.get("entries")).toString());
        } else if (step.has("joined")) {
            for (var head : step.get("joined").properties()) {
                ObjectNode joined = frame("joined");
                joined.set(
                        "conversation", summary(head.getKey(), head.getValue().asLong()));
                frames.add(joined.toString());
            }
        } else {
            for (var seqs : step.get("live").properties()) {
                for (JsonNode seq : seqs.getValue()) {
                    frames.add(
                            entry(frame("entry"), seqs.getKey(), seq.asLong()).toString());
                }
            }
        }
        return frames;
    }

    private static ObjectNode frame(String op) {
        return JSON.createObjectNode().put("op", op);
    }

    private ObjectNode welcome(JsonNode given) {
        ObjectNode welcome = frame("welcome")
                .put("user", "ada")
                .put("session", "s1")
                .put("node", "n1")
                .put("epoch", given.path("epoch").asString("e1"))
                .put("ticket", given.get("ticket").asString())
                .put("ticketExpiresAt", ticker.wallMillis() + HandServer.TICKET_LIFETIME_MILLIS)
                .put("heartbeatSeconds", 30);
        welcome.putObject("limits");
        var conversations = welcome.putArray("conversations");
        for (var head : given.get("heads").properties()) {
            conversations.add(summary(head.getKey(), head.getValue().asLong()));
        }
        return welcome;
    }

    private static ObjectNode summary(String id, long headSeq) {
        return JSON.createObjectNode()
                .put("id", id)
                .put("kind", id.startsWith("channel") ? "channel" : "group")
                .put("name", "name")
                .put("role", "member")
                .put("headSeq", headSeq)
                .put("firstSeq", 1)
                .put("readSeq", 0)
                .put("unread", 0)
                .put("mentions", 0);
    }

    private static ObjectNode entries(JsonNode given) {
        String conversation = given.get("conversation").asString();
        ObjectNode entries = frame("entries")
                .put("ref", given.get("ref").asString())
                .put("conversation", conversation)
                .put("headSeq", given.get("headSeq").asLong())
                .put("more", given.path("more").asBoolean(false));
        var page = entries.putArray("entries");
        for (JsonNode seq : given.get("seqs")) {
            page.add(entry(JSON.createObjectNode(), conversation, seq.asLong()));
        }
        return entries;
    }

    private static ObjectNode entry(ObjectNode entry, String conversation, long seq) {
        return entry.put("conversation", conversation)
                .put("seq", seq)
                .put("ordinal", seq)
                .put("type", "message")
                .put("sender", "grace")
                .put("at", 1)
                .put("text", "message " + seq);
    }
}
