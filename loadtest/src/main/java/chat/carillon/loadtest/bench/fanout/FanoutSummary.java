package chat.carillon.loadtest.bench.fanout;

import chat.carillon.loadtest.report.Figures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/// The repetitions of one kind of step on one side: medians of those steps that others disturbed little (of all, where
/// there is none), worst cases and sums of all.
record FanoutSummary(String side, String kind, List<FanoutRow> rows) {

    static List<FanoutSummary> of(List<FanoutRow> rows) {
        Map<String, List<FanoutRow>> groups = new LinkedHashMap<>();
        for (FanoutRow row : rows) {
            groups.computeIfAbsent(row.kind() + "\n" + row.side(), _ -> new ArrayList<>())
                    .add(row);
        }
        return groups.values().stream()
                .map(group -> new FanoutSummary(
                        group.getFirst().side(), group.getFirst().kind(), List.copyOf(group)))
                .toList();
    }

    double median(ToDoubleFunction<FanoutRow> figure) {
        List<FanoutRow> quiet = rows.stream().filter(row -> !row.noisy()).toList();
        return Figures.median(
                (quiet.isEmpty() ? rows : quiet).stream().mapToDouble(figure).toArray());
    }

    long sum(ToLongFunction<FanoutRow> figure) {
        return rows.stream().mapToLong(figure).sum();
    }

    long max(ToLongFunction<FanoutRow> figure) {
        return rows.stream().mapToLong(figure).max().orElse(0);
    }

    long noisySteps() {
        return rows.stream().filter(FanoutRow::noisy).count();
    }
}
