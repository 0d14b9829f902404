package chat.carillon.cli.trace;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.protocol.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceTextTest {
    private static final String NOTHING_KNOWN = """
            "published":[],"attached":{"before":0,"written":0,"since":0},
            "acked":{"devices":0,"firstMicros":0,"lastMicros":0},"sessions":[],"busyLoops":0""";

    private static List<String> lines(String nodes, String recipients, String more) {
        return new TraceText(JsonObject.parse("""
                {"conversation":"c1","kind":"group","name":"ops","seq":42,"type":"message","sender":"ann",
                "clientMessageId":"k1","at":1000,"store":"sqlite","members":3,"delivered":2,"read":1,
                "nodes":[%s],"recipients":[%s],"fates":[],%s}
                """.formatted(nodes, recipients, more))).lines();
    }

    private static String session(String device, int writtenSeq, int blockedMs, boolean acked, int endedMicros) {
        return """
                {"user":"bob","device":"%s","session":"s","attachedSeq":40,"writtenSeq":%d,"blockedMs":%d,
                "acked":%s,"ackedMicros":%d,
                "endedMicros":%d}
                """.formatted(device, writtenSeq, blockedMs, acked, acked ? 1_070_000 : 0, endedMicros);
    }

    @Test
    void tells_times_from_the_commit_in_their_order() {
        String node = """
                {"node":"one#1","committed":{"atMicros":1003500,"lane":2},
                "published":[{"atMicros":1004000,"way":"nodes","nodes":["two#1"]}],
                "fannedOut":{"atMicros":1003600,"fromStore":false,"loops":1},
                "written":{"beganMicros":1003700,"endedMicros":1003900,"sockets":2,"behind":1},
                "attached":{"before":2,"written":1,"since":0},
                "acked":{"devices":1,"firstMicros":1070000,"lastMicros":1070000},
                "sessions":[%s],"busyLoops":0}""".formatted(session("phone", 42, 0, true, 0));

        assertThat(lines(node, "{\"user\":\"bob\",\"standing\":\"received\"}", "\"silentNodes\":[],\"complete\":true"))
                .containsExactly(
                        "c1 #ops (group), message 42 by ann, key k1, 1970-01-01T00:00:01Z",
                        "",
                        "    -3.5 ms         accepted",
                        "     0.0 ms  one#1  durable in sqlite, by lane 2",
                        "    +0.1 ms  one#1  given to 1 event loop",
                        "    +0.4 ms  one#1  written to 2 sockets, begun at +0.2 ms; 1 could not take it yet",
                        "    +0.5 ms  one#1  told two#1",
                        "   +66.5 ms  one#1  bob has it, says phone",
                        "",
                        "3 members: 2 have it, 1 have read it.",
                        "  bob              has it; phone on one#1; no push: had it when it was ripe, or wanted none");
    }

    @Test
    void says_why_somebody_has_not_got_it() {
        String node = """
                {"node":"one#1","published":[],"attached":{"before":1,"written":0,"since":0},
                "acked":{"devices":0,"firstMicros":0,"lastMicros":0},"sessions":[%s,%s],
                "busyLoops":2}
                """.formatted(session("desk", 41, 12_400, false, 0), session("phone", 42, 0, false, 1_080_000));
        String recipients = """
                {"user":"bob","standing":"lagging","level":"mentions"},
                {"user":"cat","standing":"absent","push":{"fate":"pushed","mention":false,"decidedAt":13000,
                "devices":[{"device":"tablet","kind":"fcm","state":"failed","attempts":3,"outcome":"410","at":14000}]}},
                {"user":"eve","standing":"read","push":{"fate":"pushed","mention":false,"decidedAt":13000,
                "devices":[{"device":"tab","kind":"fcm","state":"withdrawn","attempts":2,"outcome":"","at":14000}]}},
                {"user":"dan","standing":"absent",
                "push":{"fate":"muted","mention":true,"decidedAt":13000,"devices":[]}}""";

        assertThat(lines(node, recipients, "\"silentNodes\":[\"two#1\"],\"complete\":false"))
                .contains(
                        "   +12.00 s     push to cat: pushed",
                        "   +13.00 s     tablet of cat (fcm): failed after 3 attempts: 410",
                        "It is too long ago for the nodes to remember how it went; times are from when it was"
                                + " accepted.",
                        "  bob              has not got it: its socket takes nothing; desk on one#1 (takes nothing for"
                                + " 12.4 s), phone on one#1 (ended); no push recorded (wants mentions)",
                        "  cat              has not got it: not connected; push to tablet failed after 3 attempts",
                        "  eve              has read it; push to tab withdrawn after 2 attempts",
                        "  dan              has not got it: not connected; no push: the conversation is muted",
                        "one#1 was too busy to say whom 2 of its event loops have.",
                        "No answer from: two#1. What was there is missing here.");
    }

    @Test
    void counts_what_is_not_named() {
        String crowd = lines("{\"node\":\"one#1\"," + NOTHING_KNOWN + "}", "", "\"silentNodes\":[],\"complete\":false")
                .getLast();

        assertThat(crowd).isEqualTo("  and up to 1 more that have not got it");
    }

    @Test
    void distances_are_told_in_units_that_fit() {
        assertThat(List.of(0L, 400L, -12_000L, 3_020_000L, 306_000_000L, 7_200_000_000L))
                .map(Timeline::distance)
                .containsExactly("0.0 ms", "+0.4 ms", "-12.0 ms", "+3.02 s", "+5.1 min", "+2.0 h");
    }
}
