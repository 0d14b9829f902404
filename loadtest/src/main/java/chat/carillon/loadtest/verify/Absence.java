package chat.carillon.loadtest.verify;

import chat.carillon.client.session.ClientListener;
import chat.carillon.client.session.ClientState;

/// How long one session was without a socket, at worst. Told on a thread of its client; thread-safe.
final class Absence implements ClientListener {
    private boolean wasOnline;
    private long sinceNanos;
    private long longestNanos;

    @Override
    public synchronized void stateChanged(ClientState state) {
        long now = System.nanoTime();
        if (state.online() && !wasOnline && sinceNanos != 0) {
            longestNanos = Math.max(longestNanos, now - sinceNanos);
        } else if (!state.online() && wasOnline) {
            sinceNanos = now;
        }
        wasOnline = state.online();
    }

    /// From the loss of a socket to the next welcome; 0 if it always had one since the first.
    synchronized long longestNanos() {
        return longestNanos;
    }
}
