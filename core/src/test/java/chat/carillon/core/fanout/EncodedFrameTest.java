package chat.carillon.core.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;

class EncodedFrameTest {

    @Test
    void compresses_once_what_becomes_smaller() throws DataFormatException {
        byte[] json = "{\"text\":\"%s\"}".formatted("again and ".repeat(100)).getBytes(StandardCharsets.UTF_8);
        var frame = new EncodedFrame(json);

        byte[] deflated = frame.deflated();

        assertThat(deflated).hasSizeLessThan(json.length / 2);
        assertThat(frame.deflated()).isSameAs(deflated);
        assertThat(inflated(deflated, json.length)).isEqualTo(json);
    }

    /// As a WebSocket client does it: with the empty block put back (RFC 7692, 7.2.2).
    private static byte[] inflated(byte[] deflated, int length) throws DataFormatException {
        try (var inflater = new Inflater(true)) {
            byte[] input = java.util.Arrays.copyOf(deflated, deflated.length + 4);
            input[input.length - 1] = (byte) 0xff;
            input[input.length - 2] = (byte) 0xff;
            inflater.setInput(input);
            byte[] output = new byte[length];
            assertThat(inflater.inflate(output)).isEqualTo(length);
            return output;
        }
    }

    @Test
    void leaves_what_does_not_become_smaller() {
        byte[] noise = new byte[2_000];
        new Random(1).nextBytes(noise);

        assertThat(new EncodedFrame(noise).deflated()).isNull();
        assertThat(new EncodedFrame(new byte[50]).deflated()).isNull();
    }
}
