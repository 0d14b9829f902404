package chat.carillon.loadtest.swarm;

import chat.carillon.loadtest.wire.Bytes;
import chat.carillon.loadtest.wire.ClientFrames;
import chat.carillon.loadtest.wire.FrameReader;
import chat.carillon.loadtest.wire.FrameSink;
import chat.carillon.loadtest.wire.Handshake;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// One session of the swarm. It keeps track of the conversation that it joined last.
final class Member extends ChannelInboundHandlerAdapter implements FrameSink {
    private static final byte[] ENTRY = Bytes.ascii("{\"op\":\"entry\"");
    private static final byte[] ENTRIES = Bytes.ascii("{\"op\":\"entries\"");
    private static final byte[] SENT = Bytes.ascii("{\"op\":\"sent\"");
    private static final byte[] FAILURE = Bytes.ascii("{\"op\":\"error\"");
    private static final byte[] WELCOME = Bytes.ascii("{\"op\":\"welcome\"");
    private static final byte[] JOINED = Bytes.ascii("{\"op\":\"joined\"");
    private static final byte[] LAGGING = Bytes.ascii("{\"op\":\"lagging\"");
    private static final byte[] REF = Bytes.ascii("\"ref\":\"");
    private static final byte[] CODE = Bytes.ascii("\"code\":\"");
    private static final byte[] ID = Bytes.ascii("\"id\":\"");
    private static final byte[] HEAD_SEQ = Bytes.ascii("\"headSeq\":");
    private static final byte[] SEQ = Bytes.ascii("\"seq\":");
    private static final byte[] MORE = Bytes.ascii("\"more\":true");
    private static final int SYNC_ENTRIES = 500;

    private final int index;
    private final Swarm swarm;
    private final FrameReader frames = new FrameReader();
    private final SeqTrack track = new SeqTrack();
    private @Nullable ChannelHandlerContext context;
    private @Nullable String conversation;
    /// How a live entry of the conversation begins, up to its seq.
    private ByteBuf entryHead = Unpooled.EMPTY_BUFFER;
    private long ackedSeq;
    private boolean upgraded;
    private boolean open;
    private long nowNanos;

    Member(int index, Swarm swarm) {
        this.index = index;
        this.swarm = swarm;
    }

    int index() {
        return index;
    }

    SeqTrack track() {
        return track;
    }

    /// The conversation that it sends to; null until it joined one.
    @Nullable
    String conversation() {
        return conversation;
    }

    void send(byte[] frame) {
        if (context != null) {
            var _ = context.writeAndFlush(ClientFrames.text(frame), context.voidPromise());
        }
    }

    /// Reads, or leaves everything in the socket until the server cannot write any more.
    void read(boolean reading) {
        if (context != null) {
            context.channel().config().setAutoRead(reading);
        }
    }

    /// Says how far it has come, if that is news.
    ///
    /// @return whether it was
    boolean ack() {
        long seq = track.completeSeq();
        boolean news = seq > ackedSeq && conversation != null;
        if (news) {
            ackedSeq = seq;
            send("{\"op\":\"ack\",\"cursors\":{\"%s\":%d}}"
                    .formatted(conversation, seq)
                    .getBytes(StandardCharsets.US_ASCII));
        }
        return news;
    }

    @Override
    public void channelActive(ChannelHandlerContext active) {
        context = active;
        var _ = active.writeAndFlush(
                Handshake.request(swarm.options().host(), swarm.options().port()), active.voidPromise());
    }

    @Override
    public void channelRead(ChannelHandlerContext active, Object read) {
        ByteBuf bytes = (ByteBuf) read;
        nowNanos = System.nanoTime();
        if (!upgraded) {
            upgraded = Handshake.accepted(bytes);
            if (!upgraded) {
                // The answer is a few hundred bytes: it comes in one piece, or from no WebSocket server.
                bytes.release();
                throw new IllegalStateException("The server's answer to the upgrade is incomplete.");
            }
            send(swarm.hello(index));
        }
        frames.read(bytes, this);
        swarm.step().afterRead(nowNanos);
    }

    @Override
    public void onText(ByteBuf buffer, int index, int length) {
        int end = index + length;
        int head = entryHead.readableBytes();
        if (head > 0 && length > head && ByteBufUtil.equals(entryHead, 0, buffer, index, head)) {
            onEntry(Bytes.decimal(buffer, index + head, end), false, buffer, index + head, end);
        } else if (Bytes.startsWith(buffer, index, end, SENT)) {
            swarm.step().onSent(this, number(buffer, index, end), nowNanos);
        } else if (Bytes.startsWith(buffer, index, end, FAILURE)) {
            swarm.step().onRefused(this, number(buffer, index, end), Bytes.quotedAfter(buffer, index, end, CODE));
        } else if (Bytes.startsWith(buffer, index, end, ENTRIES)) {
            onEntries(buffer, index, end);
        } else if (Bytes.startsWith(buffer, index, end, LAGGING)) {
            swarm.step().board().score().lagging();
            sync();
        } else if (Bytes.startsWith(buffer, index, end, JOINED)) {
            onJoined(buffer, index, end);
        } else if (Bytes.startsWith(buffer, index, end, WELCOME)) {
            open = true;
            swarm.onOpen();
        } else if (!Bytes.startsWith(buffer, index, end, ENTRY)) {
            swarm.onOther();
        }
    }

    private static long number(ByteBuf buffer, int index, int end) {
        return Bytes.decimalAfter(buffer, index, end, REF);
    }

    private void onEntry(long seq, boolean synced, ByteBuf buffer, int from, int end) {
        Score score = swarm.step().board().score();
        switch (track.take(seq)) {
            case NEW -> {}
            case LATE -> {
                if (!synced) {
                    score.outOfOrder();
                }
            }
            case DUPLICATE -> {
                // What comes twice because a sync and live delivery met is dropped by every client.
                if (!synced) {
                    score.duplicated();
                }
                return;
            }
        }
        swarm.step().onEntry(this, seq, buffer, from, end, nowNanos);
    }

    /// Every `"seq":` of the frame is an entry's: inside a text its quotes would be escaped.
    private void onEntries(ByteBuf buffer, int index, int end) {
        int at = Bytes.indexOf(buffer, index, end, SEQ);
        while (at >= 0) {
            int number = at + SEQ.length;
            int next = Bytes.indexOf(buffer, number, end, SEQ);
            onEntry(Bytes.decimal(buffer, number, end), true, buffer, number, next < 0 ? end : next);
            at = next;
        }
        if (Bytes.indexOf(buffer, index, end, MORE) >= 0) {
            sync();
        }
    }

    private void sync() {
        send("{\"op\":\"sync\",\"ref\":\"sync\",\"cursors\":{\"%s\":%d},\"limit\":%d}"
                .formatted(conversation, track.completeSeq(), SYNC_ENTRIES)
                .getBytes(StandardCharsets.US_ASCII));
    }

    private void onJoined(ByteBuf buffer, int index, int end) {
        conversation = Bytes.quotedAfter(buffer, index, end, ID);
        track.start(Bytes.decimalAfter(buffer, index, end, HEAD_SEQ));
        entryHead = swarm.entryHead(conversation);
        swarm.onJoined();
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
        swarm.note("the server closed with %d".formatted(code));
    }

    @Override
    public void channelInactive(ChannelHandlerContext ended) {
        frames.close();
        swarm.onClosed(open);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext failed, Throwable cause) {
        swarm.note(String.valueOf(cause.getMessage()));
        var _ = failed.close();
    }
}
