package chat.carillon.loadtest.wire;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.model.UserId;
import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientFramesTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 127, 65_535, 65_536})
    void writes_frames_that_a_server_reads(int length) {
        String text = "y".repeat(length);
        ByteBuf bytes = ClientFrames.text(text.getBytes(StandardCharsets.US_ASCII));
        var server = new EmbeddedChannel(new WebSocket13FrameDecoder(true, false, 1 << 20));

        server.writeInbound(bytes);

        TextWebSocketFrame frame = server.readInbound();
        assertThat(frame.text()).isEqualTo(text);
        frame.release();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Mary", "a \"quoted\" \\ name\n"})
    void signs_tokens_whose_claims_are_json(String name) {
        String token = new AppToken("secret", Instant.EPOCH).of(new UserId("mary"), name);

        String claims = new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8);
        var json = chat.carillon.protocol.json.JsonObject.parse(claims.getBytes(StandardCharsets.UTF_8));
        assertThat(json.string("sub")).isEqualTo("mary");
        assertThat(json.string("name")).isEqualTo(name);
    }
}
