package chat.carillon.loadtest.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {
    private final List<String> seen = new ArrayList<>();
    private final FrameReader reader = new FrameReader();
    private final FrameSink sink = new FrameSink() {
        @Override
        public void onText(ByteBuf buffer, int index, int length) {
            seen.add(buffer.toString(index, length, StandardCharsets.UTF_8));
        }

        @Override
        public void onPing(ByteBuf buffer, int index, int length) {
            seen.add("ping " + buffer.toString(index, length, StandardCharsets.UTF_8));
        }

        @Override
        public void onClose(int code) {
            seen.add("close " + code);
        }
    };

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void finds_the_same_frames_however_the_bytes_are_cut(long seed) {
        var random = new Random(seed);
        List<String> sent = new ArrayList<>();
        ByteBuf bytes = Unpooled.buffer();
        for (int length : new int[] {0, 1, 125, 126, 127, 300, 65_535, 65_536, 70_000, 2}) {
            String text = "x".repeat(length);
            sent.add(text);
            bytes.writeBytes(frame(0x81, text));
        }
        bytes.writeBytes(frame(0x89, "are you there"));
        sent.add("ping are you there");
        bytes.writeBytes(frame(0x88, "\u000f\u00a0"));
        sent.add("close 4000");

        while (bytes.isReadable()) {
            int cut = Math.min(bytes.readableBytes(), 1 + random.nextInt(random.nextBoolean() ? 3 : 40_000));
            reader.read(bytes.readBytes(cut), sink);
        }

        assertThat(seen).isEqualTo(sent);
    }

    @Test
    void takes_no_frame_that_a_server_may_not_send() {
        assertThatThrownBy(() -> reader.read(Unpooled.wrappedBuffer(new byte[] {(byte) 0x81, (byte) 0x81, 0}), sink))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> reader.read(Unpooled.wrappedBuffer(new byte[] {(byte) 0x82, 0}), sink))
                .isInstanceOf(IllegalStateException.class);
    }

    /// Bytes of a server's frame; the payload is Latin-1.
    private static ByteBuf frame(int first, String payload) {
        ByteBuf frame = Unpooled.buffer().writeByte(first);
        int length = payload.length();
        if (length < 126) {
            frame.writeByte(length);
        } else if (length < 65_536) {
            frame.writeByte(126).writeShort(length);
        } else {
            frame.writeByte(127).writeLong(length);
        }
        return frame.writeBytes(payload.getBytes(StandardCharsets.ISO_8859_1));
    }
}
