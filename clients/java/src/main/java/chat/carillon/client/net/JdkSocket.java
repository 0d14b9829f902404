package chat.carillon.client.net;

import java.io.IOException;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// One socket of the JDK's HTTP client, which takes one frame at a time; the others wait here, bounded.
///
/// Thread-safe: `waiting` and `sending` are guarded by the queue's lock, which is never held while calling out.
/// `text` is confined to the HTTP client's calls, which come one at a time.
final class JdkSocket implements WebSocket.Listener, Socket {
    /// Characters that may wait for a server that takes none; then the socket fails.
    private static final int MAX_WAITING_CHARS = 8 << 20;

    /// Characters of one frame; a server sends at most a page at a time.
    private static final int MAX_FRAME_CHARS = 64 << 20;

    /// Frames that may come before the first is dealt with.
    private static final int WINDOW = 16;

    private static final int NORMAL_CLOSURE = 1000;

    private final SocketListener listener;
    private final AtomicReference<@Nullable WebSocket> socket = new AtomicReference<>();
    private final Queue<String> waiting = new ArrayDeque<>();
    private int waitingChars;
    private boolean sending;
    private final StringBuilder text = new StringBuilder();

    JdkSocket(SocketListener listener) {
        this.listener = listener;
    }

    @Override
    public void onOpen(WebSocket webSocket) {
        socket.set(webSocket);
        listener.opened(this);
        webSocket.request(WINDOW);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        if (last && text.isEmpty()) {
            listener.received(data.toString());
            return null;
        }
        text.append(data);
        if (text.length() > MAX_FRAME_CHARS) {
            abort(new IOException("a frame of more than %d characters".formatted(MAX_FRAME_CHARS)));
        } else if (last) {
            String whole = text.toString();
            text.setLength(0);
            text.trimToSize();
            listener.received(whole);
        } else {
            webSocket.request(1);
        }
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
        abort(new IOException("a binary frame, which carillon.v1 does not have"));
        return null;
    }

    /// The pong goes out by itself.
    @Override
    public @Nullable CompletionStage<?> onPing(WebSocket webSocket, ByteBuffer message) {
        listener.heard();
        webSocket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket webSocket, ByteBuffer message) {
        listener.heard();
        webSocket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        listener.closed(statusCode, reason);
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        listener.failed(error, 0, null);
    }

    @Override
    public void request() {
        WebSocket open = socket.get();
        if (open != null) {
            open.request(1);
        }
    }

    @Override
    public void send(String frame) {
        boolean full;
        synchronized (waiting) {
            full = waitingChars + frame.length() > MAX_WAITING_CHARS;
            if (!full) {
                waiting.add(frame);
                waitingChars += frame.length();
            }
        }
        if (full) {
            abort(new IOException("the server takes no frames"));
        } else {
            sendNext(false);
        }
    }

    private void sendNext(boolean done) {
        String frame;
        synchronized (waiting) {
            if (sending && !done) {
                return;
            }
            frame = waiting.poll();
            sending = frame != null;
            waitingChars -= frame == null ? 0 : frame.length();
        }
        WebSocket open = socket.get();
        if (frame != null && open != null) {
            var _ = open.sendText(frame, true).whenComplete((_, failure) -> {
                if (failure == null) {
                    sendNext(true);
                } else {
                    abort(failure);
                }
            });
        }
    }

    private void abort(Throwable cause) {
        WebSocket open = socket.get();
        if (open != null) {
            open.abort();
        }
        listener.failed(cause, 0, null);
    }

    @Override
    public void close() {
        WebSocket open = socket.get();
        if (open == null) {
            return;
        }
        var _ = open.sendClose(NORMAL_CLOSURE, "").whenComplete((_, _) -> open.abort());
    }
}
