package chat.carillon.loadtest.storm;

import chat.carillon.loadtest.wire.Bytes;
import chat.carillon.loadtest.wire.ClientFrames;
import chat.carillon.loadtest.wire.FrameReader;
import chat.carillon.loadtest.wire.FrameSink;
import chat.carillon.loadtest.wire.Handshake;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// One connection of a client, from the attempt to its end. Confined to the event loop.
final class StormSocket extends ChannelInboundHandlerAdapter implements FrameSink {
    private static final byte[] ENTRIES = Bytes.ascii("{\"op\":\"entries\"");
    private static final byte[] WELCOME = Bytes.ascii("{\"op\":\"welcome\"");
    private static final byte[] JOINED = Bytes.ascii("{\"op\":\"joined\"");
    private static final byte[] LAGGING = Bytes.ascii("{\"op\":\"lagging\"");
    private static final byte[] DRAIN = Bytes.ascii("{\"op\":\"drain\"");
    private static final byte[] RESET = Bytes.ascii("{\"op\":\"reset\"");
    private static final byte[] FAILURE = Bytes.ascii("{\"op\":\"error\"");
    private static final byte[] TICKET = Bytes.ascii("\"ticket\":\"");
    private static final byte[] CONVERSATIONS = Bytes.ascii("\"conversations\":[");
    private static final byte[] ID = Bytes.ascii("\"id\":\"");
    private static final byte[] HEAD_SEQ = Bytes.ascii("\"headSeq\":");
    private static final byte[] SEQ = Bytes.ascii("\"seq\":");
    private static final byte[] AFTER = Bytes.ascii("\"reconnectAfterMs\":");
    private static final byte[] RETRY_AFTER = Bytes.ascii("\"retryAfterMs\":");
    private static final byte[] CODE = Bytes.ascii("\"code\":\"");
    private static final byte[] MORE = Bytes.ascii("\"more\":true");
    private static final int SYNC_ENTRIES = 500;

    private final StormClient client;
    private final Storm storm;
    private final long startNanos = System.nanoTime();
    private final FrameReader frames = new FrameReader();
    private @Nullable ChannelHandlerContext context;
    private int port;
    private boolean upgraded;
    private int closeCode;

    StormSocket(StormClient client, Storm storm) {
        this.client = client;
        this.storm = storm;
    }

    long startNanos() {
        return startNanos;
    }

    void connectsTo(int serverPort) {
        port = serverPort;
    }

    /// Nobody listens.
    void unreachable() {
        client.ended(this, 0);
    }

    void close() {
        if (context != null) {
            var _ = context.close();
        }
    }

    void sync(String conversation, long afterSeq) {
        send("{\"op\":\"sync\",\"ref\":\"sync\",\"cursors\":{\"%s\":%d},\"limit\":%d}"
                .formatted(conversation, afterSeq, SYNC_ENTRIES)
                .getBytes(StandardCharsets.US_ASCII));
    }

    private void send(byte[] frame) {
        if (context != null) {
            var _ = context.writeAndFlush(ClientFrames.text(frame), context.voidPromise());
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext active) {
        context = active;
        var _ = active.writeAndFlush(Handshake.request(StormOptions.HOST, port), active.voidPromise());
    }

    @Override
    public void channelRead(ChannelHandlerContext active, Object read) {
        ByteBuf bytes = (ByteBuf) read;
        if (!upgraded) {
            Handshake.Answer answer = Handshake.answer(bytes);
            if (answer == null || !answer.accepted()) {
                bytes.release();
                client.refusedHandshake(answer == null ? -1 : answer.retryAfterSeconds());
                var _ = active.close();
                return;
            }
            upgraded = true;
            send(client.hello());
        }
        frames.read(bytes, this);
    }

    @Override
    public void onText(ByteBuf buffer, int index, int length) {
        int end = index + length;
        String conversation = client.conversation();
        if (conversation != null) {
            ByteBuf head = storm.entryHead(conversation);
            int headLength = head.readableBytes();
            if (length > headLength && ByteBufUtil.equals(head, 0, buffer, index, headLength)) {
                client.entry(this, Bytes.decimal(buffer, index + headLength, end), false);
                return;
            }
        }
        if (Bytes.startsWith(buffer, index, end, ENTRIES)) {
            onEntries(buffer, index, end);
        } else if (Bytes.startsWith(buffer, index, end, WELCOME)) {
            onWelcome(buffer, index, end);
        } else if (Bytes.startsWith(buffer, index, end, JOINED)) {
            client.joined(
                    this, Bytes.quotedAfter(buffer, index, end, ID), Bytes.decimalAfter(buffer, index, end, HEAD_SEQ));
        } else if (Bytes.startsWith(buffer, index, end, LAGGING)) {
            client.lagging(this);
        } else if (Bytes.startsWith(buffer, index, end, DRAIN)) {
            client.drain(
                    this, Bytes.decimalAfter(buffer, index, end, AFTER), Bytes.quotedAfter(buffer, index, end, TICKET));
        } else if (Bytes.startsWith(buffer, index, end, FAILURE)) {
            storm.note("refused:" + Bytes.quotedAfter(buffer, index, end, CODE));
            client.refusedHello(Bytes.decimalAfter(buffer, index, end, RETRY_AFTER));
        } else if (Bytes.startsWith(buffer, index, end, RESET)) {
            storm.note("reset");
        }
    }

    private void onWelcome(ByteBuf buffer, int index, int end) {
        int list = Bytes.indexOf(buffer, index, end, CONVERSATIONS);
        String id = list < 0 ? "" : Bytes.quotedAfter(buffer, list, end, ID);
        client.welcome(
                this,
                Bytes.quotedAfter(buffer, index, end, TICKET),
                id.isEmpty() ? null : id,
                list < 0 ? 0 : Bytes.decimalAfter(buffer, list, end, HEAD_SEQ));
    }

    /// Every `"seq":` of the frame is an entry's: inside a text its quotes would be escaped.
    private void onEntries(ByteBuf buffer, int index, int end) {
        int at = Bytes.indexOf(buffer, index, end, SEQ);
        while (at >= 0) {
            int number = at + SEQ.length;
            client.entry(this, Bytes.decimal(buffer, number, end), true);
            at = Bytes.indexOf(buffer, number, end, SEQ);
        }
        client.entriesEnd(this, Bytes.indexOf(buffer, index, end, MORE) >= 0);
    }

    @Override
    public void onPing(ByteBuf buffer, int index, int length) {
        if (context != null) {
            byte[] payload = ByteBufUtil.getBytes(buffer, index, length);
            var _ = context.writeAndFlush(ClientFrames.pong(payload), context.voidPromise());
        }
    }

    @Override
    public void onClose(int code) {
        closeCode = code;
        close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ended) {
        frames.close();
        client.ended(this, closeCode);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext failed, Throwable cause) {
        var _ = failed.close();
    }
}
