package chat.carillon.client.net;

import chat.carillon.protocol.ClientFrame;
import chat.carillon.protocol.codec.FrameCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One attempt to connect, and the socket that comes of it. Brings what the socket says into the client's mailbox;
/// everything else is confined to that mailbox.
public final class Connection implements SocketListener {
    /// Takes what happens to connections, in the mailbox. Nothing comes after `ended`.
    public interface Events {
        void opened(Connection connection);

        void received(Connection connection, String text);

        void ended(Connection connection, Ending ending);
    }

    /// Why a connection ended.
    ///
    /// @param closeCode of the close frame; 0 if there was none
    /// @param httpStatus of a handshake that was refused; 0 if it was not
    public record Ending(
            int closeCode,
            int httpStatus,
            String reason,
            @Nullable Duration retryAfter) {}

    /// How often in a heartbeat silence is looked at.
    private static final int CHECKS_PER_HEARTBEAT = 4;

    /// Heartbeats of silence after which the connection is taken for dead.
    private static final int MAX_SILENT_HEARTBEATS = 2;

    private final Mailbox mailbox;
    private final Ticker ticker;
    private final Events events;
    private volatile long heardNanos;
    private @Nullable Socket socket;
    private boolean ended;

    public Connection(Mailbox mailbox, Ticker ticker, Events events) {
        this.mailbox = mailbox;
        this.ticker = ticker;
        this.events = events;
        this.heardNanos = ticker.nanos();
    }

    @Override
    public void opened(Socket opened) {
        mailbox.execute(() -> {
            socket = opened;
            if (ended) {
                opened.close();
            } else {
                events.opened(this);
            }
        });
    }

    @Override
    public void received(String text) {
        heard();
        mailbox.execute(() -> {
            if (!ended) {
                events.received(this, text);
            }
            if (socket != null) {
                socket.request();
            }
        });
    }

    @Override
    public void heard() {
        heardNanos = ticker.nanos();
    }

    @Override
    public void closed(int code, String reason) {
        end(new Ending(code, 0, reason, null));
    }

    @Override
    public void failed(Throwable cause, int httpStatus, @Nullable Duration retryAfter) {
        String reason = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        end(new Ending(0, httpStatus, reason, retryAfter));
    }

    private void end(Ending ending) {
        mailbox.execute(() -> {
            if (!ended) {
                ended = true;
                events.ended(this, ending);
            }
        });
    }

    /// Looks for silence from now on: asks with a ping after one heartbeat, gives up after two.
    public void watch(Duration heartbeat) {
        var _ = ticker.after(heartbeat.dividedBy(CHECKS_PER_HEARTBEAT), () -> mailbox.execute(() -> look(heartbeat)));
    }

    private void look(Duration heartbeat) {
        Duration silence = Duration.ofNanos(ticker.nanos() - heardNanos);
        if (ended) {
            return;
        }
        if (silence.compareTo(heartbeat.multipliedBy(MAX_SILENT_HEARTBEATS)) >= 0) {
            drop();
            events.ended(this, new Ending(0, 0, "nothing came for " + silence, null));
            return;
        }
        if (silence.compareTo(heartbeat) >= 0) {
            send(new ClientFrame.Ping());
        }
        watch(heartbeat);
    }

    public void send(ClientFrame frame) {
        send(FrameCodec.encodeClient(frame));
    }

    public void send(byte[] frame) {
        if (socket != null && !ended) {
            socket.send(new String(frame, StandardCharsets.UTF_8));
        }
    }

    /// Ends it from this side, without an event.
    public void drop() {
        ended = true;
        if (socket != null) {
            socket.close();
        }
    }
}
