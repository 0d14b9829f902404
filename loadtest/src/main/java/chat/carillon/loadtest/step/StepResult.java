package chat.carillon.loadtest.step;

import org.HdrHistogram.Histogram;

/// What a step came to. Latencies in nanoseconds from the time a message was due.
///
/// @param published messages sent, those refused included
/// @param deliveries how often a member of a message's audience was given it
/// @param lost entries that a member should have and has not
/// @param lagging how often a member was told that it must sync
/// @param closed connections that ended during the step
/// @param startNanos when publishing began, on the machine's monotonic clock; `lastNanos` of the last delivery
/// @param maxLateNanos the longest that a message went out after it was due
/// @param delivery every delivery's latency
/// @param complete latency of each message's last delivery
/// @param sent latency of each message's `sent`
/// @param detail `due, last, members` of each message, where several processes must be added up; else empty
public record StepResult(
        long published,
        long deliveries,
        long lost,
        long duplicated,
        long outOfOrder,
        long refused,
        long lagging,
        long closed,
        long startNanos,
        long lastNanos,
        long maxLateNanos,
        Histogram delivery,
        Histogram complete,
        Histogram sent,
        long[] detail) {

    /// From the start to the last delivery.
    public double seconds() {
        return Math.max(lastNanos - startNanos, 1) / 1e9;
    }

    /// Deliveries a second.
    public double deliveriesPerSecond() {
        return deliveries / seconds();
    }

    /// As [#parse] reads it.
    public Fields fields() {
        return new Fields()
                .with("published", published)
                .with("deliveries", deliveries)
                .with("lost", lost)
                .with("duplicated", duplicated)
                .with("outOfOrder", outOfOrder)
                .with("refused", refused)
                .with("lagging", lagging)
                .with("closed", closed)
                .with("startNanos", startNanos)
                .with("lastNanos", lastNanos)
                .with("maxLateNanos", maxLateNanos)
                .with("delivery", delivery)
                .with("complete", complete)
                .with("sent", sent)
                .with("detail", detail);
    }

    /// Reads what [#fields] wrote.
    public static StepResult parse(Fields fields) {
        return new StepResult(
                fields.number("published"),
                fields.number("deliveries"),
                fields.number("lost"),
                fields.number("duplicated"),
                fields.number("outOfOrder"),
                fields.number("refused"),
                fields.number("lagging"),
                fields.number("closed"),
                fields.number("startNanos"),
                fields.number("lastNanos"),
                fields.number("maxLateNanos"),
                fields.histogram("delivery"),
                fields.histogram("complete"),
                fields.histogram("sent"),
                fields.longs("detail"));
    }
}
