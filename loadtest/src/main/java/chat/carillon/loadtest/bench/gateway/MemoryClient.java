package chat.carillon.loadtest.bench.gateway;

import chat.carillon.loadtest.wire.Bytes;
import chat.carillon.loadtest.wire.ClientFrames;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.EventLoop;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The client's end of a connection in memory: says hello, answers pings, counts entries. Confined to its event loop.
final class MemoryClient {
    private static final byte[] ENTRY = Bytes.ascii("{\"op\":\"entry\"");
    private static final byte[] WELCOME = Bytes.ascii("{\"op\":\"welcome\"");
    private static final byte[] JOINED = Bytes.ascii("{\"op\":\"joined\"");
    private static final byte[] TICKET = Bytes.ascii("\"ticket\":\"");
    private static final int TEXT = 0x81;
    private static final int PING = 0x89;

    private final int index;
    private final Crowd crowd;
    private @Nullable MemoryChannel channel;

    /// Kept as bytes: fifty thousand strings are megabytes that no server has.
    private byte @Nullable [] ticket;

    MemoryClient(int index, Crowd crowd) {
        this.index = index;
        this.crowd = crowd;
    }

    /// Opens a connection, with the ticket of the last one if there was one.
    void connect(EventLoop loop) {
        loop.execute(() -> {
            var opened = new MemoryChannel(this);
            channel = opened;
            var _ = loop.register(opened).addListener(_ -> {
                crowd.door().accept(opened, "127.0.0.1");
                send(opened, hello());
            });
        });
    }

    private byte[] hello() {
        String proof = ticket == null
                ? "\"token\":\"" + crowd.token(index) + "\""
                : "\"ticket\":\"" + new String(ticket, StandardCharsets.US_ASCII) + "\"";
        return ("{\"op\":\"hello\"," + proof + ",\"device\":\"d" + index + "\"}").getBytes(StandardCharsets.US_ASCII);
    }

    private static void send(MemoryChannel to, byte[] frame) {
        to.receive(ClientFrames.text(frame));
    }

    void disconnect() {
        MemoryChannel open = channel;
        if (open != null) {
            open.eventLoop().execute(() -> {
                var _ = open.close();
            });
        }
    }

    /// Frames of the server: it writes whole ones.
    void read(ByteBuf bytes) {
        int index = bytes.readerIndex();
        while (index < bytes.writerIndex()) {
            int first = bytes.getUnsignedByte(index);
            int length = bytes.getUnsignedByte(index + 1);
            int from = index + 2;
            if (length == 126) {
                length = bytes.getUnsignedShort(from);
                from += 2;
            } else if (length == 127) {
                length = (int) bytes.getLong(from);
                from += 8;
            }
            if (first == TEXT) {
                text(bytes, from, from + length);
            } else if (first == PING) {
                pong(ByteBufUtil.getBytes(bytes, from, length));
            }
            index = from + length;
        }
    }

    private void text(ByteBuf bytes, int from, int end) {
        if (Bytes.startsWith(bytes, from, end, ENTRY)) {
            crowd.entry();
        } else if (Bytes.startsWith(bytes, from, end, WELCOME)) {
            ticket = Bytes.quotedAfter(bytes, from, end, TICKET).getBytes(StandardCharsets.US_ASCII);
            crowd.welcomed();
        } else if (Bytes.startsWith(bytes, from, end, JOINED)) {
            crowd.joined();
        }
    }

    /// Not at once: the server is in the middle of writing.
    private void pong(byte[] payload) {
        MemoryChannel open = channel;
        crowd.pinged();
        if (open != null) {
            open.eventLoop().execute(() -> open.receive(ClientFrames.pong(payload)));
        }
    }

    void closed() {
        channel = null;
        crowd.left();
    }
}
