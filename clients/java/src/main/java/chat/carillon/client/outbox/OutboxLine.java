package chat.carillon.client.outbox;

import chat.carillon.model.ClientMessageId;
import chat.carillon.model.InvalidValueException;
import chat.carillon.protocol.ClientFrame;
import chat.carillon.protocol.Limits;
import chat.carillon.protocol.codec.DecodeResult;
import chat.carillon.protocol.codec.FrameCodec;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/// One line of an outbox file: a checksum in hexadecimal, a space, `+` and the write's frame, or `-` and the
/// clientMessageId of a write that was answered.
sealed interface OutboxLine {
    /// What was accepted once must be read again, whatever the server's limits were.
    Limits READ_LIMITS = Limits.DEFAULT.withFrameBounds(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);

    record Added(ClientMessageId id, ClientFrame.Write write) implements OutboxLine {}

    record Removed(ClientMessageId id) implements OutboxLine {}

    /// Cut off by a crash, or spoilt by a disk.
    record Broken() implements OutboxLine {}

    static String added(ClientFrame.Write write) {
        return checked("+" + new String(FrameCodec.encodeClient(write), StandardCharsets.UTF_8));
    }

    static String removed(ClientMessageId id) {
        return checked("-" + id);
    }

    private static String checked(String content) {
        CRC32C checksum = new CRC32C();
        checksum.update(content.getBytes(StandardCharsets.UTF_8));
        return "%08x %s".formatted(checksum.getValue(), content);
    }

    static OutboxLine read(String line) {
        int space = line.indexOf(' ');
        if (space < 0 || space + 1 == line.length() || !line.equals(checked(line.substring(space + 1)))) {
            return new Broken();
        }
        String content = line.substring(space + 2);
        try {
            return switch (line.charAt(space + 1)) {
                case '+' -> readAdded(content);
                case '-' -> new Removed(new ClientMessageId(content));
                default -> new Broken();
            };
        } catch (InvalidValueException _) {
            return new Broken();
        }
    }

    private static OutboxLine readAdded(String json) {
        byte[] utf8 = json.getBytes(StandardCharsets.UTF_8);
        return FrameCodec.decodeClient(utf8, 0, utf8.length, READ_LIMITS) instanceof DecodeResult.Decoded decoded
                        && decoded.frame() instanceof ClientFrame.Write write
                        && write.clientMessageId() != null
                ? new Added(write.clientMessageId(), write)
                : new Broken();
    }
}
