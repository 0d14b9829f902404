package chat.carillon.client.session;

import chat.carillon.client.net.Socket;
import chat.carillon.client.net.SocketFactory;
import chat.carillon.client.net.SocketListener;
import chat.carillon.model.SessionId;
import chat.carillon.model.UserId;
import chat.carillon.protocol.ClientFrame;
import chat.carillon.protocol.ConversationSummary;
import chat.carillon.protocol.Limits;
import chat.carillon.protocol.ServerFrame;
import chat.carillon.protocol.codec.DecodeResult;
import chat.carillon.protocol.codec.FrameCodec;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;

/// A server whose every move is made by the test. Confined to one thread.
final class HandServer implements SocketFactory {
    static final long TICKET_LIFETIME_MILLIS = 600_000;

    /// One socket that a client asked for, and all that it has sent.
    static final class Peer implements Socket {
        final URI address;
        final SocketListener client;
        final List<ClientFrame> received = new ArrayList<>();
        boolean closed;

        Peer(URI address, SocketListener client) {
            this.address = address;
            this.client = client;
        }

        @Override
        public void send(String text) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            Limits lenient = Limits.DEFAULT.withFrameBounds(1 << 30, 1 << 30, 1 << 20);
            switch (FrameCodec.decodeClient(utf8, 0, utf8.length, lenient)) {
                case DecodeResult.Decoded(var frame) -> received.add(frame);
                case DecodeResult.Rejected rejected -> throw new AssertionError(rejected);
            }
        }

        @Override
        public void request() {}

        @Override
        public void close() {
            closed = true;
        }

        void open() {
            client.opened(this);
        }

        void say(ServerFrame frame) {
            client.received(new String(FrameCodec.encodeServer(frame), StandardCharsets.UTF_8));
        }

        void welcome(String ticket, long nowMillis, List<ConversationSummary> conversations) {
            say(new ServerFrame.Welcome(
                    new UserId("ada"),
                    new SessionId("s1"),
                    "n1",
                    "e1",
                    ticket,
                    nowMillis + TICKET_LIFETIME_MILLIS,
                    30,
                    Limits.DEFAULT,
                    conversations));
        }

        <T extends ClientFrame> T last(Class<T> type) {
            return type.cast(received.reversed().stream()
                    .filter(type::isInstance)
                    .findFirst()
                    .orElseThrow(() -> new NoSuchElementException(type.getSimpleName() + " in " + received)));
        }
    }

    final List<Peer> peers = new ArrayList<>();

    @Override
    public void connect(URI address, SocketListener listener) {
        peers.add(new Peer(address, listener));
    }

    Peer last() {
        return peers.getLast();
    }
}
