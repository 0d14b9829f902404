package chat.carillon.server.delivery;

import chat.carillon.protocol.CloseCode;
import chat.carillon.protocol.ServerFrame;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.unix.UnixChannel;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// What goes out of one socket: frames of its own (replies), and the batches of its feeds. Everything that waits
/// goes out in one write. While the socket does not take bytes, a feed costs this member a position and nothing
/// more; its own frames wait within a bound. Confined to its event loop.
public final class Outbound {
    /// About how many bytes go out in one write; a single frame may be larger.
    private static final int MAX_WRITE_BYTES = 256 * 1024;

    private final GatewayLoop loop;
    private final SocketOwner owner;
    private final Channel channel;
    private final @Nullable UnixChannel direct;
    private final boolean compress;

    /// Null until there is a first one: most sockets of a crowd never have any.
    private @Nullable ArrayDeque<ByteBuf> own;
    private int ownBytes;

    private final ArrayList<Subscription> subscriptions = new ArrayList<>(1);
    private int inFlightBytes;
    private long blockedSinceNanos;

    /// Who waits for the socket to take bytes.
    private final ArrayDeque<CompletableFuture<Void>> waiting = new ArrayDeque<>(0);
    private boolean finished;

    /// Whether the loop has this socket on its list of those with frames of their own.
    boolean dirty;

    public Outbound(GatewayLoop loop, SocketOwner owner, Channel channel, boolean compress) {
        this.loop = loop;
        this.owner = owner;
        this.channel = channel;
        this.compress = compress;
        boolean bare = channel.pipeline().get(SslHandler.class) == null;
        this.direct = bare && channel instanceof UnixChannel unix ? unix : null;
    }

    SocketOwner owner() {
        return owner;
    }

    /// Queues a frame of this socket's own; takes the buffer. Written at the next flush.
    void add(ByteBuf frame) {
        if (finished) {
            frame.release();
            return;
        }
        if (own == null) {
            own = new ArrayDeque<>(2);
        }
        own.add(frame);
        ownBytes += frame.readableBytes();
        if (ownBytes + inFlightBytes > loop.limits().maxOutboundBytes() && inFlightBytes > 0) {
            owner.fail(CloseCode.SLOW_CONSUMER, "%d bytes wait".formatted(ownBytes + inFlightBytes));
        }
    }

    /// Writes all that waits, if the socket takes bytes.
    public void flush() {
        if (inFlightBytes > 0 || finished) {
            return;
        }
        if ((own == null || own.isEmpty()) && flushOnlyBatch()) {
            return;
        }
        List<ByteBuf> parts = take();
        while (!parts.isEmpty()) {
            if (parts.size() == 1) {
                writeOwned(parts.getFirst());
            } else {
                writeTogether(parts);
            }
            parts = inFlightBytes > 0 || finished ? List.of() : take();
        }
    }

    /// The path of a big fan-out: one batch of one feed waits; no copy, no object.
    ///
    /// @return whether nothing waits any more
    private boolean flushOnlyBatch() {
        Subscription member = null;
        for (int i = 0; i < subscriptions.size(); i++) {
            Subscription candidate = subscriptions.get(i);
            if (candidate.next < candidate.feed.nextIndex()) {
                if (member != null || candidate.next + 1 < candidate.feed.nextIndex()) {
                    return false;
                }
                member = candidate;
            }
        }
        return member == null || flushBatch(member);
    }

    private boolean flushBatch(Subscription member) {
        Batch batch = member.feed.batch(member.next);
        if (batch == null) {
            return false;
        }
        ByteBuf wire = batch.wire(compress);
        int written = writeNow(wire);
        if (written >= 0 && written < wire.readableBytes()) {
            writeThroughNetty(wire.retainedSlice(wire.readerIndex() + written, wire.readableBytes() - written));
        }
        advance(member, batch);
        return true;
    }

    /// The next pieces to be written: frames of its own first, because `welcome` and `joined` say where the entries
    /// that follow begin.
    private List<ByteBuf> take() {
        var parts = new ArrayList<ByteBuf>();
        int bytes = 0;
        while (own != null && !own.isEmpty() && bytes < MAX_WRITE_BYTES) {
            ByteBuf frame = own.remove();
            ownBytes -= frame.readableBytes();
            bytes += frame.readableBytes();
            parts.add(frame);
        }
        for (int i = 0; i < subscriptions.size() && bytes < MAX_WRITE_BYTES; i++) {
            Subscription member = subscriptions.get(i);
            while (member.next < member.feed.nextIndex() && bytes < MAX_WRITE_BYTES) {
                Batch batch = member.feed.batch(member.next);
                if (batch == null) {
                    skipToNow(member);
                } else {
                    parts.add(batch.wire(compress).retainedDuplicate());
                    bytes += batch.bytes();
                    advance(member, batch);
                }
            }
        }
        return parts;
    }

    private void advance(Subscription member, Batch batch) {
        loop.delivered(batch.frames());
        member.next++;
        if (member.next == member.feed.nextIndex()) {
            member.feed.caughtUp();
        }
    }

    /// The member lags beyond what is kept: it must sync.
    private void skipToNow(Subscription member) {
        member.next = member.feed.nextIndex();
        member.feed.caughtUp();
        loop.counters().lagging();
        owner.send(new ServerFrame.Lagging(List.of(member.feed.conversation())));
    }

    /// One write for several pieces.
    private void writeTogether(List<ByteBuf> parts) {
        int bytes = parts.stream().mapToInt(ByteBuf::readableBytes).sum();
        ByteBuf together = bytes <= GatewayLoop.SCRATCH_BYTES
                ? loop.scratch()
                : channel.alloc().directBuffer(bytes);
        for (ByteBuf part : parts) {
            together.writeBytes(part);
            part.release();
        }
        writeOwned(together);
    }

    /// Writes a buffer and releases it.
    private void writeOwned(ByteBuf bytes) {
        int written = writeNow(bytes);
        int left = bytes.readableBytes() - written;
        if (written >= 0 && left > 0) {
            int from = bytes.readerIndex() + written;
            writeThroughNetty(
                    loop.isScratch(bytes)
                            ? channel.alloc().directBuffer(left).writeBytes(bytes, from, left)
                            : bytes.retainedSlice(from, left));
        }
        bytes.release();
    }

    /// Hands bytes to the kernel without a detour. Nothing is outstanding when this is called.
    ///
    /// A channel that was closed says so to its handlers a task later, and meanwhile the kernel may have given its
    /// number to another socket: the bytes would reach a stranger. Only this thread closes it, so asking is enough.
    ///
    /// @return how many it took; 0 where the socket must be written through Netty (TLS); -1 if it is no more
    private int writeNow(ByteBuf bytes) {
        loop.wrote();
        if (!channel.isOpen()) {
            finish();
            return -1;
        }
        if (direct == null || !bytes.hasMemoryAddress()) {
            return 0;
        }
        try {
            return direct.fd().writeAddress(bytes.memoryAddress(), bytes.readerIndex(), bytes.writerIndex());
        } catch (IOException e) {
            finish();
            owner.abort();
            return -1;
        }
    }

    private void writeThroughNetty(ByteBuf rest) {
        int length = rest.readableBytes();
        if (inFlightBytes == 0) {
            blockedSinceNanos = loop.nowNanos();
        }
        inFlightBytes += length;
        var _ = channel.writeAndFlush(rest).addListener(done -> {
            inFlightBytes -= length;
            if (!done.isSuccess()) {
                finish();
                owner.abort();
            } else if (inFlightBytes == 0) {
                onWritable();
            }
        });
    }

    private void onWritable() {
        while (!waiting.isEmpty() && ownBytes <= loop.limits().maxOutboundBytes() / 4) {
            waiting.remove().complete(null);
        }
        loop.markDirty(this);
    }

    /// Completes `writable` once little enough waits.
    public void whenWritable(CompletableFuture<Void> writable) {
        if (finished) {
            writable.completeExceptionally(new IOException("closed"));
        } else if (inFlightBytes == 0 && ownBytes <= loop.limits().maxOutboundBytes() / 4) {
            writable.complete(null);
        } else {
            waiting.add(writable);
        }
    }

    /// Since when the socket has taken nothing, in nanoseconds; 0 if it takes bytes.
    public long blockedForNanos() {
        return inFlightBytes == 0 ? 0 : loop.nowNanos() - blockedSinceNanos;
    }

    /// Frames and rests of writes that the socket has not taken.
    public long waitingBytes() {
        return (long) ownBytes + inFlightBytes;
    }

    void subscribe(Subscription member) {
        subscriptions.add(member);
    }

    void unsubscribe(Subscription member) {
        subscriptions.remove(member);
    }

    /// The place of this socket in a feed; null if it has none.
    @Nullable
    Subscription subscriptionTo(LoopFeed feed) {
        for (int i = 0; i < subscriptions.size(); i++) {
            if (subscriptions.get(i).feed == feed) {
                return subscriptions.get(i);
            }
        }
        return null;
    }

    List<Subscription> subscriptions() {
        return List.copyOf(subscriptions);
    }

    /// The socket is gone: lets go of everything.
    public void finish() {
        finished = true;
        if (own != null) {
            own.forEach(ByteBuf::release);
            own = null;
            ownBytes = 0;
        }
        while (!waiting.isEmpty()) {
            waiting.remove().completeExceptionally(new IOException("closed"));
        }
    }
}
