package chat.carillon.services.network;

import chat.carillon.services.network.Weather.Way;
import java.util.function.Function;

/// The weather of one link, and those who wait for it to change. Thread-safe.
final class Sky {
    private Weather weather = Weather.CLEAR;
    private boolean ended;

    synchronized void set(Weather next) {
        weather = next;
        notifyAll();
    }

    /// Nobody waits any more.
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    synchronized long delayNanos(Function<Weather, Way> way) {
        return way.apply(weather).delay().toNanos();
    }

    /// Waits while nothing passes.
    synchronized void awaitPassage(Function<Weather, Way> way) throws InterruptedException {
        while (way.apply(weather).blocked() && !ended) {
            wait();
        }
    }
}
