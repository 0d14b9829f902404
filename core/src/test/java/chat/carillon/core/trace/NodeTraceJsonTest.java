package chat.carillon.core.trace;

import static org.assertj.core.api.Assertions.assertThat;

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
import chat.carillon.protocol.json.JsonObject;
import chat.carillon.protocol.json.JsonWriter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NodeTraceJsonTest {
    static Stream<NodeTrace> traces() {
        return Stream.of(
                new NodeTrace(
                        "one#1",
                        new Committed(1_700_000_000_000_123L, 3),
                        List.of(
                                new Published(7, Way.NODES, List.of("two#1", "three#1")),
                                new Published(8, Way.SUBSCRIBERS, List.of())),
                        new FannedOut(9, true, 2),
                        new Written(10, 11, 10_000, 5),
                        new Attached(10_000, 9_995, 7),
                        new Acked(9_990, 12, 13),
                        List.of(new OneSession(
                                new UserId("ann"), new DeviceId("phone"), new SessionId("s"), 1, -1, 2, true, 3, 4)),
                        1),
                new NodeTrace(
                        "two#1", null, List.of(), null, null, new Attached(0, 0, 0), new Acked(0, 0, 0), List.of(), 0));
    }

    @ParameterizedTest
    @MethodSource("traces")
    void what_is_written_is_read_again(NodeTrace trace) {
        byte[] json = JsonWriter.object(512, writer -> NodeTraceJson.write(writer, trace));

        assertThat(NodeTraceJson.parse(JsonObject.parse(json))).isEqualTo(trace);
    }
}
