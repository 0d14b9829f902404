package chat.carillon.loadtest.bench.fanout;

import chat.carillon.loadtest.report.Figures;
import chat.carillon.loadtest.report.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// Holds the figures of a fan-out against their limits.
final class FanoutVerdicts {
    /// What a chat server may cost, beside a broadcaster that knows nothing of chat.
    private static final double LEAST_OF_YARDSTICK = 0.8;

    private static final long LONGEST_STOP_NANOS = 10_000_000;

    private FanoutVerdicts() {}

    static List<Verdict> of(FanoutReport report) {
        List<Verdict> verdicts = new ArrayList<>();
        nothingLost(report, verdicts);
        lastMember(report, verdicts);
        saturation(report, verdicts);
        for (int window : report.options().inFlight()) {
            perDelivery(report, window + " in flight", verdicts);
        }
        verdicts.add(new Verdict(
                "the server's JVM stopped all threads %,d times, for %s ms at most"
                        .formatted(
                                report.stops().count(),
                                Figures.millis(report.stops().longestNanos())),
                "< 10 ms",
                report.stops().longestNanos() < LONGEST_STOP_NANOS));
        return List.copyOf(verdicts);
    }

    /// Steps beyond saturation do not count: the sweep goes there to find it.
    private static void nothingLost(FanoutReport report, List<Verdict> verdicts) {
        List<FanoutRow> counted = new ArrayList<>(ours(report.rows()));
        counted.addAll(ours(report.sweepRows()).stream()
                .filter(row -> withinSaturation(report, row))
                .toList());
        long lost = counted.stream().mapToLong(FanoutRow::lost).sum();
        long duplicated =
                counted.stream().mapToLong(row -> row.result().duplicated()).sum();
        long outOfOrder =
                counted.stream().mapToLong(row -> row.result().outOfOrder()).sum();
        verdicts.add(new Verdict(
                "lost %,d, duplicated %,d, out of order %,d".formatted(lost, duplicated, outOfOrder),
                "0, 0, 0",
                lost + duplicated + outOfOrder == 0));
    }

    private static void lastMember(FanoutReport report, List<Verdict> verdicts) {
        List<FanoutRow> counted = new ArrayList<>(ours(report.rows()));
        counted.addAll(ours(report.sweepRows()).stream()
                .filter(row -> withinSaturation(report, row))
                .toList());
        long worst = counted.stream()
                .mapToLong(row -> row.result().complete().getMaxValue())
                .max()
                .orElse(0);
        verdicts.add(new Verdict(
                "slowest message at its last member after %s ms".formatted(Figures.millis(worst)),
                "below %,d ms at every rate up to saturation".formatted(FanoutRow.LAST_MEMBER_WITHIN.toMillis()),
                !counted.isEmpty() && worst < FanoutRow.LAST_MEMBER_WITHIN.toNanos()));
    }

    private static boolean withinSaturation(FanoutReport report, FanoutRow row) {
        FanoutRow best = report.saturation().get(row.side());
        return best != null && row.good() && row.messagesPerSecond() <= best.messagesPerSecond();
    }

    private static void saturation(FanoutReport report, List<Verdict> verdicts) {
        FanoutRow ours = report.saturation().get(FanoutBench.SERVER);
        FanoutRow yardstick = report.saturation().get(FanoutBench.YARDSTICK);
        if (ours != null && yardstick != null) {
            double ratio = ours.deliveriesPerSecond() / yardstick.deliveriesPerSecond();
            verdicts.add(new Verdict(
                    "saturation %s deliveries/s, %s of the yardstick's"
                            .formatted(Figures.count(ours.deliveriesPerSecond()), Figures.fixed(ratio, 2)),
                    ">= " + LEAST_OF_YARDSTICK,
                    ratio >= LEAST_OF_YARDSTICK));
        } else if (!report.sweepRows().isEmpty()) {
            verdicts.add(new Verdict("no rate at which every message came in time", ">= " + LEAST_OF_YARDSTICK, false));
        }
    }

    private static void perDelivery(FanoutReport report, String kind, List<Verdict> verdicts) {
        var ours = report.summary(FanoutBench.SERVER, kind);
        var yardstick = report.summary(FanoutBench.YARDSTICK, kind);
        if (ours.isEmpty() || yardstick.isEmpty()) {
            return;
        }
        ToDoubleFunction<FanoutRow> cost = FanoutRow::coreMicros;
        double micros = ours.get().median(cost);
        double ratio = yardstick.get().median(cost) / micros;
        double speed = ours.get().median(FanoutRow::deliveriesPerSecond)
                / yardstick.get().median(FanoutRow::deliveriesPerSecond);
        verdicts.add(new Verdict(
                "%s: %s us a delivery, yardstick's / ours %s; deliveries/s %s of the yardstick's"
                        .formatted(kind, Figures.fixed(micros, 2), Figures.fixed(ratio, 2), Figures.fixed(speed, 2)),
                "both >= " + LEAST_OF_YARDSTICK,
                ratio >= LEAST_OF_YARDSTICK && speed >= LEAST_OF_YARDSTICK));
    }

    private static List<FanoutRow> ours(List<FanoutRow> rows) {
        return rows.stream()
                .filter(row -> row.side().equals(FanoutBench.SERVER))
                .toList();
    }
}
