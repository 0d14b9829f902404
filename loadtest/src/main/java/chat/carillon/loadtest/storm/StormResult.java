package chat.carillon.loadtest.storm;

import chat.carillon.loadtest.step.Fields;
import java.util.Arrays;
import org.HdrHistogram.Histogram;

/// What clients went through since the storm began. Times in nanoseconds.
///
/// @param attempts to connect, in each second
/// @param refusals by the server's admission, in each second
/// @param returns sessions that opened, in each second
/// @param away how long each was without a session; 0 where the new one came before the former went
/// @param back when each had a session again
/// @param synced when each had everything again
/// @param failed attempts that came to nothing, refusals included
/// @param cut sessions that ended
/// @param lost entries that a client should have and has not
public record StormResult(
        long[] attempts,
        long[] refusals,
        long[] returns,
        Histogram away,
        Histogram back,
        Histogram synced,
        long failed,
        long cut,
        long lost,
        long duplicated,
        long outOfOrder) {

    /// Nothing yet.
    public static StormResult none() {
        return new StormTally(0).result(0);
    }

    /// Both together.
    public StormResult plus(StormResult other) {
        away.add(other.away);
        back.add(other.back);
        synced.add(other.synced);
        return new StormResult(
                sum(attempts, other.attempts),
                sum(refusals, other.refusals),
                sum(returns, other.returns),
                away,
                back,
                synced,
                failed + other.failed,
                cut + other.cut,
                lost + other.lost,
                duplicated + other.duplicated,
                outOfOrder + other.outOfOrder);
    }

    private static long[] sum(long[] a, long[] b) {
        long[] sum = Arrays.copyOf(a, Math.max(a.length, b.length));
        for (int i = 0; i < b.length; i++) {
            sum[i] += b[i];
        }
        return sum;
    }

    /// As [#parse] reads it.
    public Fields fields() {
        return new Fields()
                .with("attempts", attempts)
                .with("refusals", refusals)
                .with("returns", returns)
                .with("away", away)
                .with("back", back)
                .with("synced", synced)
                .with("failed", failed)
                .with("cut", cut)
                .with("lost", lost)
                .with("duplicated", duplicated)
                .with("outOfOrder", outOfOrder);
    }

    /// Reads what [#fields] wrote.
    public static StormResult parse(Fields fields) {
        return new StormResult(
                fields.longs("attempts"),
                fields.longs("refusals"),
                fields.longs("returns"),
                fields.histogram("away"),
                fields.histogram("back"),
                fields.histogram("synced"),
                fields.number("failed"),
                fields.number("cut"),
                fields.number("lost"),
                fields.number("duplicated"),
                fields.number("outOfOrder"));
    }
}
