package chat.carillon.core.bus;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.model.ConversationId;
import chat.carillon.model.SessionId;
import chat.carillon.model.UserId;
import chat.carillon.protocol.PresenceStatus;
import chat.carillon.protocol.ServerFrame.PresenceNotice;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BusCodecTest {
    private static final String ORIGIN = "chat-1#5f0c2a";
    private static final ConversationId C = new ConversationId("general");

    static Stream<BusRecord> records() {
        byte[] frame = {'{', '}'};
        return Stream.of(
                new BusRecord.Appended(C, 1L << 36, 7, true, 10_000, frame),
                new BusRecord.Appended(C, 1, 0, false, 0, new byte[0]),
                new BusRecord.Ephemeral(C, frame),
                new BusRecord.Presence(
                        List.of(
                                new PresenceNotice(new UserId("ann"), PresenceStatus.AWAY, null),
                                new PresenceNotice(new UserId("bob"), PresenceStatus.OFFLINE, 7L)),
                        List.of(new UserId("c".repeat(UserId.MAX_LENGTH)))),
                new BusRecord.Presence(
                        List.of(),
                        List.of(),
                        List.of(new BusRecord.Presence.Count(C, 10_000)),
                        List.of(new ConversationId("~".repeat(ConversationId.MAX_LENGTH)))),
                new BusRecord.Displaced(
                        new UserId("ann"), List.of(new SessionId("n#1.1"), new SessionId("s".repeat(64)))),
                new BusRecord.ForUser(new UserId("ann"), frame),
                new BusRecord.NodesAsked(9, frame),
                new BusRecord.NodeAnswered("chat-2#00", 9, frame),
                new BusRecord.Beat(ORIGIN, Long.MAX_VALUE));
    }

    @ParameterizedTest
    @MethodSource("records")
    void what_is_encoded_is_decoded_again(BusRecord record) {
        assertThat(BusCodec.decode(BusCodec.encode(ORIGIN, record))).hasValueSatisfying(received -> {
            assertThat(received.origin()).isEqualTo(ORIGIN);
            assertThat(received.record()).usingRecursiveComparison().isEqualTo(record);
        });
    }

    @ParameterizedTest
    @MethodSource("records")
    void what_is_cut_short_or_changed_never_throws(BusRecord record) {
        byte[] whole = BusCodec.encode(ORIGIN, record);
        for (int length = 0; length < whole.length; length++) {
            var _ = BusCodec.decode(Arrays.copyOf(whole, length));
        }
        var random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            byte[] changed = whole.clone();
            changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            var _ = BusCodec.decode(changed);
        }
    }

    @Test
    void another_version_is_ignored() {
        byte[] encoded = BusCodec.encode(ORIGIN, new BusRecord.Beat(ORIGIN, 1));
        encoded[0]++;

        assertThat(BusCodec.decode(encoded)).isEmpty();
        assertThat(BusCodec.decode(new byte[0])).isEmpty();
    }
}
