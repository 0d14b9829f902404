package chat.carillon.core.store.memory;

import chat.carillon.core.push.PushTarget;
import chat.carillon.core.store.PushStore.Delivery;
import chat.carillon.core.store.PushStore.Key;
import chat.carillon.core.store.PushStore.State;

/// How it stands with one device and one message. Guarded by the state's monitor.
final class Sending {
    final Key key;
    final PushTarget.Kind kind;
    final boolean mention;
    final long decidedAtMillis;
    State state = State.DUE;
    int attempts;
    long dueAtMillis;
    long changedAtMillis;
    String outcome = "";

    Sending(Key key, PushTarget.Kind kind, boolean mention, long nowMillis) {
        this.key = key;
        this.kind = kind;
        this.mention = mention;
        decidedAtMillis = nowMillis;
        dueAtMillis = nowMillis;
        changedAtMillis = nowMillis;
    }

    boolean isDue(long nowMillis) {
        return (state == State.DUE || state == State.WITHDRAW_DUE) && dueAtMillis <= nowMillis;
    }

    Delivery delivery() {
        return new Delivery(key.device(), state, attempts, outcome, changedAtMillis);
    }
}
