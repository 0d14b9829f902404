package chat.carillon.loadtest.step;

import java.util.List;
import org.HdrHistogram.Histogram;

/// Adds up what several processes, all members of one conversation, were given in the same step.
public final class StepSum {
    private StepSum() {}

    /// @param results the publisher's first
    /// @param members of all processes together
    public static StepResult of(List<StepResult> results, int members) {
        StepResult publisher = results.getFirst();
        Histogram delivery = publisher.delivery().copy();
        results.stream().skip(1).forEach(result -> delivery.add(result.delivery()));
        return new StepResult(
                publisher.published(),
                results.stream().mapToLong(StepResult::deliveries).sum(),
                results.stream().mapToLong(StepResult::lost).sum(),
                results.stream().mapToLong(StepResult::duplicated).sum(),
                results.stream().mapToLong(StepResult::outOfOrder).sum(),
                publisher.refused(),
                results.stream().mapToLong(StepResult::lagging).sum(),
                results.stream().mapToLong(StepResult::closed).sum(),
                publisher.startNanos(),
                results.stream().mapToLong(StepResult::lastNanos).max().orElse(0),
                publisher.maxLateNanos(),
                delivery,
                complete(results, members),
                publisher.sent(),
                publisher.detail());
    }

    /// A message is complete when the last member of the slowest process has it.
    private static Histogram complete(List<StepResult> results, int members) {
        Histogram complete = results.getFirst().complete().copy();
        complete.reset();
        long[] due = results.getFirst().detail();
        for (int at = 0; at + 2 < due.length; at += 3) {
            long last = 0;
            long seenBy = 0;
            for (StepResult result : results) {
                if (at + 2 < result.detail().length) {
                    last = Math.max(last, result.detail()[at + 1]);
                    seenBy += result.detail()[at + 2];
                }
            }
            if (seenBy == members) {
                complete.recordValue(Math.max(0, last - due[at]));
            }
        }
        return complete;
    }
}
