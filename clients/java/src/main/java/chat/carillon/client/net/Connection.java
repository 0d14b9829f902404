package chat.carillon.client.net;

import chat.carillon.protocol.ClientFrame;
import chat.carillon.protocol.CloseCode;
import chat.carillon.protocol.ErrorCode;
import chat.carillon.protocol.codec.FrameCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
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
            @Nullable Duration retryAfter) {
        private static final int UNAUTHORIZED = 401;
        private static final int FORBIDDEN = 403;

        /// Whether the server does not accept who the client says it is.
        public boolean refusesIdentity() {
            return closeCode == CloseCode.UNAUTHENTICATED.code()
                    || httpStatus == UNAUTHORIZED
                    || httpStatus == FORBIDDEN;
        }

        /// What a client says that is closed by it.
        public CarillonException failure() {
            return new CarillonException(
                    code(), explained(), null, null, CloseCode.ofCode(closeCode).orElse(null));
        }

        private ErrorCode code() {
            if (refusesIdentity() || closeCode == CloseCode.SESSION_REVOKED.code()) {
                return ErrorCode.UNAUTHENTICATED;
            }
            return closeCode == CloseCode.TOO_MANY_SESSIONS.code() ? ErrorCode.TOO_MANY_SESSIONS : ErrorCode.FORBIDDEN;
        }

        private String explained() {
            return CloseCode.ofCode(closeCode)
                    .map(code -> "the server closed the connection (%d): %s".formatted(code.code(), code.meaning()))
                    .orElseGet(() -> "the server refused the connection: %s".formatted(reason));
        }
    }

    /// How often in a heartbeat silence is looked at.
    private static final int CHECKS_PER_HEARTBEAT = 4;

    /// Heartbeats of silence after which the connection is taken for dead.
    private static final int MAX_SILENT_HEARTBEATS = 2;

    /// For an answer to a probe.
    private static final Duration PROBE_PATIENCE = Duration.ofSeconds(5);

    private static final long SLEPT_MILLIS = 10_000;

    private final Mailbox mailbox;
    private final Ticker ticker;
    private final Events events;
    private volatile long heardNanos;
    private @Nullable Socket socket;
    private boolean ended;
    private boolean probing;
    private boolean watching;
    private long wallAheadMillis;

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

    /// Asks at once whether the connection lives, and gives it up without an answer: after a change of the network it
    /// may be dead for long before its silence is noticed.
    public void probe() {
        if (ended || probing) {
            return;
        }
        probing = true;
        long askedNanos = ticker.nanos();
        send(new ClientFrame.Ping());
        var _ = ticker.after(
                PROBE_PATIENCE,
                () -> mailbox.execute(() -> {
                    probing = false;
                    if (!ended && heardNanos - askedNanos < 0) {
                        drop();
                        events.ended(this, new Ending(0, 0, "no answer within " + PROBE_PATIENCE, null));
                    }
                }));
    }

    /// Looks for silence from now on: asks with a ping after one heartbeat, gives up after two. Asks at once when the
    /// wall's clock has gone on without the other one, as it does while a device sleeps.
    public void watch(Duration heartbeat) {
        long aheadMillis = ticker.wallMillis() - TimeUnit.NANOSECONDS.toMillis(ticker.nanos());
        if (watching && aheadMillis - wallAheadMillis > SLEPT_MILLIS) {
            probe();
        }
        watching = true;
        wallAheadMillis = aheadMillis;
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
