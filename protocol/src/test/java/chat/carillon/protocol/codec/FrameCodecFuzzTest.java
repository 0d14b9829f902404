package chat.carillon.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import chat.carillon.protocol.ClientFrame;
import chat.carillon.protocol.Limits;
import chat.carillon.protocol.ServerFrame;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Bytes that are almost frames: the golden vectors, broken at random. Nothing escapes but what is documented, and
/// what can be read can be written and read again.
///
/// Reproduce a failure with its seed, which is the name of the case.
class FrameCodecFuzzTest {
    private static final int CASES = 5_000;
    private static final int MAX_MUTATIONS = 4;
    private static final int MAX_SEED_BYTES = 800;

    /// What parsers trip over.
    private static final List<String> TOKENS = List.of(
            "null",
            "true",
            "-0",
            "1e999",
            "-1",
            "0",
            "9007199254740992",
            "9223372036854775808",
            "1.5",
            "\"\"",
            "{}",
            "[]",
            "\\u0000",
            "\\ud800",
            "\\udc00",
            "\"op\":\"send\",",
            "\"ref\":\"\u00e9\",",
            "\"cursors\":{\"c\":1},",
            "\u0000",
            "\ufeff",
            "\ufffd",
            "\\",
            "\"",
            "[[[[[[[[",
            "]]]]",
            "NaN",
            "//",
            ",,",
            "😀");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void never_throws_at_what_a_client_sends(long seed) {
        Mutator mutator = new Mutator(seed, "client/valid", "client/invalid");
        for (int i = 0; i < CASES; i++) {
            byte[] bytes = mutator.next();
            switch (FrameCodec.decodeClient(bytes, 0, bytes.length, Limits.DEFAULT)) {
                case DecodeResult.Decoded(var frame) -> check(isStable(frame), bytes);
                case DecodeResult.Rejected(var ref, var code, var message) -> {
                    ServerFrame answer = new ServerFrame.Failure(ref, code, message, null);
                    byte[] encoded = FrameCodec.encodeServer(answer);
                    check(FrameCodec.decodeServer(encoded, 0, encoded.length).equals(Optional.of(answer)), bytes);
                    check(!message.isBlank() && message.length() < 300, bytes);
                }
            }
        }
    }

    private static boolean isStable(ClientFrame frame) {
        byte[] encoded = FrameCodec.encodeClient(frame);
        return FrameCodec.decodeClient(encoded, 0, encoded.length, Limits.DEFAULT) instanceof DecodeResult.Decoded again
                && again.frame().equals(frame)
                && Arrays.equals(FrameCodec.encodeClient(again.frame()), encoded);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void throws_nothing_but_protocol_exceptions_at_what_a_server_sends(long seed) {
        Mutator mutator = new Mutator(seed, "server/valid", "server/invalid");
        for (int i = 0; i < CASES; i++) {
            byte[] bytes = mutator.next();
            try {
                Optional<ServerFrame> frame = FrameCodec.decodeServer(bytes, 0, bytes.length);
                check(frame.isEmpty() || isStable(frame.get()), bytes);
            } catch (ProtocolException e) {
                assertThat(e).hasMessageStartingWith("The server sent a frame that cannot be read");
            }
        }
    }

    private static boolean isStable(ServerFrame frame) {
        byte[] encoded = FrameCodec.encodeServer(frame);
        return FrameCodec.decodeServer(encoded, 0, encoded.length).equals(Optional.of(frame));
    }

    /// Cheaper than an assertion object for each of so many cases.
    private static void check(boolean holds, byte[] bytes) {
        if (!holds) {
            fail("broken by %s", HexFormat.of().formatHex(bytes));
        }
    }

    /// Confined to one test.
    private static final class Mutator {
        private final Random random;
        private final List<byte[]> seeds;

        Mutator(long seed, String... folders) {
            random = new Random(seed);
            seeds = Stream.of(folders)
                    .flatMap(folder -> Vector.in(folder).stream())
                    .map(Vector::frame)
                    .filter(frame -> frame.length < MAX_SEED_BYTES)
                    .toList();
        }

        byte[] next() {
            byte[] bytes = seed().clone();
            int mutations = 1 + random.nextInt(MAX_MUTATIONS);
            for (int i = 0; i < mutations; i++) {
                bytes = mutate(bytes);
            }
            return bytes;
        }

        private byte[] seed() {
            return seeds.get(random.nextInt(seeds.size()));
        }

        private byte[] mutate(byte[] bytes) {
            int from = random.nextInt(bytes.length + 1);
            int until = Math.min(bytes.length, from + 1 + random.nextInt(8));
            byte[] inserted = switch (random.nextInt(6)) {
                case 0 -> new byte[0];
                case 1 -> new byte[] {(byte) random.nextInt(256)};
                case 2 -> slice(seed());
                case 3 -> slice(bytes);
                default -> TOKENS.get(random.nextInt(TOKENS.size())).getBytes(StandardCharsets.UTF_8);
            };
            return splice(bytes, from, random.nextBoolean() ? from : until, inserted);
        }

        private byte[] slice(byte[] bytes) {
            int from = random.nextInt(bytes.length + 1);
            int length = random.nextInt(bytes.length - from + 1);
            return Arrays.copyOfRange(bytes, from, from + length);
        }

        private static byte[] splice(byte[] bytes, int from, int until, byte[] inserted) {
            byte[] result = new byte[from + inserted.length + bytes.length - until];
            System.arraycopy(bytes, 0, result, 0, from);
            System.arraycopy(inserted, 0, result, from, inserted.length);
            System.arraycopy(bytes, until, result, from + inserted.length, bytes.length - until);
            return result;
        }
    }
}
