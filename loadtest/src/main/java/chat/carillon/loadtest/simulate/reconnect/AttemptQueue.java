package chat.carillon.loadtest.simulate.reconnect;

/// The attempts that lie ahead, soonest first; at the same moment, lower clients first. A binary heap without objects,
/// because there are millions of attempts. Confined to one simulation.
final class AttemptQueue {
    private final long[] times;
    private final int[] clients;
    private int size;

    AttemptQueue(int capacity) {
        times = new long[capacity];
        clients = new int[capacity];
    }

    boolean isEmpty() {
        return size == 0;
    }

    /// When the next attempt is due.
    long time() {
        return times[0];
    }

    /// Whose the next attempt is.
    int client() {
        return clients[0];
    }

    void add(long time, int client) {
        int hole = size++;
        while (hole > 0 && before(time, client, (hole - 1) / 2)) {
            move((hole - 1) / 2, hole);
            hole = (hole - 1) / 2;
        }
        put(hole, time, client);
    }

    /// Takes the next attempt away.
    void remove() {
        size--;
        if (size > 0) {
            sink(times[size], clients[size]);
        }
    }

    /// Replaces the next attempt by a later one of the same client.
    void postpone(long time) {
        sink(time, clients[0]);
    }

    private void sink(long time, int client) {
        int hole = 0;
        for (int child = 1; child < size; child = 2 * hole + 1) {
            if (child + 1 < size && before(times[child + 1], clients[child + 1], child)) {
                child++;
            }
            if (before(time, client, child)) {
                break;
            }
            move(child, hole);
            hole = child;
        }
        put(hole, time, client);
    }

    private boolean before(long time, int client, int place) {
        return time < times[place] || time == times[place] && client < clients[place];
    }

    private void move(int from, int to) {
        put(to, times[from], clients[from]);
    }

    private void put(int place, long time, int client) {
        times[place] = time;
        clients[place] = client;
    }
}
