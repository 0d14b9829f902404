package chat.carillon.server.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.server.TestServer;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Sockets that send anything at all, while two others talk and notice nothing. Reproduce a failure with its seed.
class HostileBytesIT {
    private static final int ATTACKS = 150;

    @TempDir
    private Path folder;

    private TestServer server;
    private List<String> tokens;
    private String conversation;

    @BeforeEach
    void start() {
        server = TestServer.start(folder, "limits.connectBurstPerAddress=100000", "limits.requestBurst=100000");
        tokens = server.users("ada", "bob", "mallory");
        conversation =
                server.conversation(tokens.getFirst(), "{\"kind\":\"group\",\"name\":\"Tea\",\"members\":[\"bob\"]}");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void others_notice_nothing(long seed) {
        var random = new Random(seed);
        URI address = server.server().address();
        try (RawSocket ada = RawSocket.connect(address);
                RawSocket bob = RawSocket.connect(address)) {
            ada.hello(tokens.get(0), "a");
            bob.hello(tokens.get(1), "b");
            for (int i = 0; i < ATTACKS; i++) {
                attack(address, random);
                ada.send(send(i));
                assertThat(bob.await("entry").integer("seq", 1, 10_000))
                        .as("seed %d, attack %d", seed, i)
                        .isEqualTo(i + 3L);
            }
        }
        assertThat(server.get(null, "/readyz").status()).isEqualTo(200);
    }

    private String send(int number) {
        return "{\"op\":\"send\",\"ref\":\"r\",\"conversation\":\"%s\",\"clientMessageId\":\"m%d\",\"text\":\"hi\"}"
                .formatted(conversation, number);
    }

    private void attack(URI address, Random random) {
        try (RawSocket mallory = RawSocket.connect(address)) {
            if (random.nextBoolean()) {
                mallory.hello(tokens.get(2), "m");
            }
            int frames = 1 + random.nextInt(5);
            for (int i = 0; i < frames; i++) {
                mallory.write(hostile(random));
            }
        } catch (UncheckedIOException e) {
            // The server has closed the socket while we were still writing: as it should.
            assertThat(e).isNotNull();
        }
    }

    private byte[] hostile(Random random) {
        return switch (random.nextInt(7)) {
            case 0 -> bytes(random, 1 + random.nextInt(300));
            case 1 -> RawSocket.frame(random.nextInt(256), bytes(random, random.nextInt(200)), true);
            case 2 -> truncated(random, text(send(random.nextInt(1000))));
            case 3 -> text(send(random.nextInt(1000)));
            case 4 -> text("{\"op\":\"sync\",\"ref\":\"s\",\"cursors\":{\"%s\":0}}".formatted(conversation));
            case 5 -> text(mutated(random, send(7)));
            default -> RawSocket.frame(0x81, new byte[100_000 + random.nextInt(100_000)], true);
        };
    }

    private static byte[] text(String json) {
        return RawSocket.frame(0x81, json.getBytes(StandardCharsets.ISO_8859_1), true);
    }

    private static byte[] truncated(Random random, byte[] bytes) {
        return java.util.Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
    }

    private static String mutated(Random random, String json) {
        var changed = new StringBuilder(json);
        for (int i = 0; i < 3; i++) {
            changed.setCharAt(random.nextInt(changed.length()), (char) random.nextInt(256));
        }
        return changed.toString();
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
