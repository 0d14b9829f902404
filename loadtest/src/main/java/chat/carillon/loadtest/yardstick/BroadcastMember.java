package chat.carillon.loadtest.yardstick;

import chat.carillon.loadtest.wire.Bytes;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.epoll.EpollSocketChannel;
import java.io.IOException;

/// One connection of the yardstick: a position in its loop's ring. Confined to the event loop.
final class BroadcastMember extends ChannelInboundHandlerAdapter {
    private static final byte[] HELLO = Bytes.ascii("{\"op\":\"hello\"");
    private static final byte[] SEND = Bytes.ascii("{\"op\":\"send\"");
    private static final byte[] DEVICE = Bytes.ascii("\"device\":\"d-");
    private static final byte[] REF = Bytes.ascii("\"ref\":\"");
    private static final byte[] CLIENT_MESSAGE_ID = Bytes.ascii("\"clientMessageId\":\"");
    private static final byte[] TEXT = Bytes.ascii("\"text\":\"");

    private final Broadcaster broadcaster;
    private final BroadcastLoop group;
    private final EpollSocketChannel channel;
    private final ClientFrameReader frames = new ClientFrameReader();
    private String user = "";
    private long position;
    private long frame;
    private boolean upgraded;
    private boolean member;
    private boolean blocked;

    BroadcastMember(Broadcaster broadcaster, BroadcastLoop group, EpollSocketChannel channel) {
        this.broadcaster = broadcaster;
        this.group = group;
        this.channel = channel;
    }

    /// Writes what waits for this member, in one system call.
    ///
    /// @return whether there is more that the socket would take
    boolean write() {
        FrameRing ring = group.ring();
        if (blocked || position == ring.endPosition()) {
            return false;
        }
        ChannelOutboundBuffer replies = channel.unsafe().outboundBuffer();
        if (replies == null || !replies.isEmpty()) {
            return replies != null;
        }
        long end = ring.writeEnd(position, frame);
        int index = ring.index(position);
        int length = (int) (end - position);
        try {
            int written = channel.fd().writeAddress(ring.address(), index, index + length);
            advance(position + Math.max(written, 0));
            if (position < end) {
                rest(end);
            }
        } catch (IOException e) {
            var _ = channel.close();
        }
        return !blocked && position < ring.endPosition();
    }

    /// The socket is full: Netty writes the rest when there is room, and this member is passed over until then.
    private void rest(long end) {
        blocked = true;
        ByteBuf rest = group.ring().copy(position, end);
        advance(end);
        var _ = channel.writeAndFlush(rest).addListener(done -> {
            blocked = false;
            group.schedulePass();
        });
    }

    private void advance(long to) {
        position = to;
        frame = group.ring().frameAt(position, frame);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object read) {
        ByteBuf bytes = (ByteBuf) read;
        try {
            if (upgraded) {
                frames.read(bytes, this::onText);
            } else {
                upgraded = true;
                var _ = context.writeAndFlush(ServerHandshake.answer(bytes), context.voidPromise());
            }
        } finally {
            bytes.release();
        }
    }

    private void onText(byte[] payload) {
        ByteBuf text = Unpooled.wrappedBuffer(payload);
        int end = payload.length;
        if (Bytes.startsWith(text, 0, end, SEND)) {
            broadcaster.publish(
                    user,
                    Bytes.quotedAfter(text, 0, end, CLIENT_MESSAGE_ID),
                    Bytes.quotedAfter(text, 0, end, TEXT),
                    seq -> sent(Bytes.quotedAfter(text, 0, end, REF), seq));
        } else if (Bytes.startsWith(text, 0, end, HELLO)) {
            user = Bytes.quotedAfter(text, 0, end, DEVICE);
            reply(broadcaster.welcome(user));
            reply(broadcaster.joined(group.ring().frames()));
            position = group.ring().endPosition();
            frame = group.ring().frames();
            member = true;
            group.add(this);
        }
    }

    private void sent(String ref, long seq) {
        reply(broadcaster.sent(ref, seq));
    }

    /// May be called from any thread.
    private void reply(byte[] frame) {
        var _ = channel.writeAndFlush(Unpooled.wrappedBuffer(frame), channel.voidPromise());
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (member) {
            group.remove(this);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        var _ = context.close();
    }
}
