package chat.carillon.benchmarks;

import chat.carillon.model.ClientMessageId;
import chat.carillon.model.ConversationId;
import chat.carillon.model.Entry;
import chat.carillon.model.EntryBody;
import chat.carillon.model.UserId;
import chat.carillon.protocol.Limits;
import chat.carillon.protocol.codec.DecodeResult;
import chat.carillon.protocol.codec.FrameCodec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// What the JSON of a message costs: read once when it is sent, written once for everybody.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FrameCodecBenchmark {
    private static final String TEXT =
            "Could somebody have a look at the build? It is red since this morning. ".repeat(3);

    private final byte[] send = """
            {"op":"send","ref":"17","conversation":"c5k2m9x7q1w3e5r8","clientMessageId":"m-1700000000-17",\
            "text":"%s"}""".formatted(TEXT).getBytes(StandardCharsets.UTF_8);

    private final byte[] ack =
            "{\"op\":\"ack\",\"cursors\":{\"c5k2m9x7q1w3e5r8\":123456}}".getBytes(StandardCharsets.UTF_8);

    private final Entry entry = new Entry(
            new ConversationId("c5k2m9x7q1w3e5r8"),
            123_456,
            120_000,
            1_700_000_000_000L,
            new UserId("ada"),
            new ClientMessageId("m-1700000000-17"),
            new EntryBody.Posted(TEXT, null, null, List.of()));

    @Benchmark
    public DecodeResult decodes_send() {
        return FrameCodec.decodeClient(send, 0, send.length, Limits.DEFAULT);
    }

    @Benchmark
    public DecodeResult decodes_ack() {
        return FrameCodec.decodeClient(ack, 0, ack.length, Limits.DEFAULT);
    }

    @Benchmark
    public byte[] encodes_entry() {
        return FrameCodec.encodeLive(entry);
    }
}
