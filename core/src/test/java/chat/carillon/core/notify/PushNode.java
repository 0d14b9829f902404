package chat.carillon.core.notify;

import chat.carillon.core.push.PushSender;
import chat.carillon.core.store.Store;
import chat.carillon.core.store.StoreUnavailableException;
import chat.carillon.core.testing.HandTime;
import chat.carillon.core.time.Time;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A node that tells absent members. It may be killed, when everything of it stops at once, or stall, when everything
/// of it stops for a while and then goes on as if no time had passed.
final class PushNode {
    private final HandTime time;
    private final Store store;
    private final Calls calls;
    private final List<Runnable> later = new ArrayList<>();
    private boolean dead;
    private boolean stalled;
    private boolean cutOff;
    private @Nullable Notifying notifying;

    /// What happens when the node calls the store.
    interface Calls {
        Calls NONE = new Calls() {
            @Override
            public void before(String call) {}

            @Override
            public void after(String call) {}
        };

        void before(String call);

        void after(String call);
    }

    /// The process is gone, in the middle of a call.
    static final class Killed extends Error {}

    PushNode(HandTime time, Store store, Calls calls) {
        this.time = time;
        this.store = store;
        this.calls = calls;
    }

    void start(PushSettings settings, PushSender sender) {
        var push = new PushPlanning.Push(calling(), settings, mortal(), this::run, new PushCounters());
        var made = new Notifying(
                push,
                (target, notification, ours) ->
                        dead ? new CompletableFuture<>() : sender.send(target, notification, ours));
        notifying = made;
        made.start();
    }

    Notifying notifying() {
        if (notifying == null) {
            throw new IllegalStateException("not started");
        }
        return notifying;
    }

    void kill() {
        dead = true;
    }

    boolean isDead() {
        return dead;
    }

    /// Lets time pass, but not for this node.
    void stall(Duration length) {
        stalled = true;
        time.advance(length);
        stalled = false;
        later.forEach(task -> {
            var _ = time.after(Duration.ZERO, () -> run(task));
        });
        later.clear();
    }

    /// It cannot reach the store, or can again.
    void cutOff(boolean cut) {
        cutOff = cut;
    }

    private void run(Runnable task) {
        if (stalled) {
            later.add(task);
        } else if (!dead) {
            try {
                task.run();
            } catch (Killed _) {
                dead = true;
            }
        }
    }

    private Time mortal() {
        return new Time() {
            @Override
            public long wallMillis() {
                return time.wallMillis();
            }

            @Override
            public long monotonicNanos() {
                return time.monotonicNanos();
            }

            @Override
            public Timer after(Duration delay, Runnable task) {
                return time.after(delay, () -> run(task));
            }
        };
    }

    private Store calling() {
        return (Store) Proxy.newProxyInstance(
                Store.class.getClassLoader(), new Class<?>[] {Store.class}, (_, method, _) -> {
                    Object port = method.invoke(store);
                    Class<?> type = method.getReturnType();
                    return type.isInterface()
                            ? Proxy.newProxyInstance(
                                    type.getClassLoader(),
                                    new Class<?>[] {type},
                                    (_, call, arguments) -> call(port, call, arguments))
                            : port;
                });
    }

    private @Nullable Object call(Object port, Method call, @Nullable Object[] arguments) throws Throwable {
        if (dead) {
            throw new Killed();
        }
        if (cutOff) {
            throw new StoreUnavailableException("the test says so", null);
        }
        calls.before(call.getName());
        try {
            return call.invoke(port, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        } finally {
            calls.after(call.getName());
        }
    }
}
