package chat.carillon.loadtest.bench.fanout;

import chat.carillon.loadtest.step.Pace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Raises the rate of one side until a message is lost or needs too long for its last member. Confined to the bench's
/// thread.
public final class Sweep {
    /// Rates, as parts of what the side moved with eight messages in flight.
    private static final double[] FACTORS = {0.7, 0.9, 1.1, 1.4, 1.8, 2.4, 3.2, 4.2, 5.6, 7.5, 10, 13};

    private static final int ATTEMPTS_IN_NOISE = 2;

    private final FanoutSide side;
    private final double baseRate;
    private final List<FanoutRow> rows = new ArrayList<>();
    private int next;
    private double goodRate;
    private double badRate;
    private @Nullable FanoutRow best;

    /// @param baseRate messages a second that the side moved with eight in flight
    public Sweep(FanoutSide side, double baseRate) {
        this.side = side;
        this.baseRate = baseRate;
    }

    /// Measures the next rate.
    ///
    /// @return whether there is a higher one to try
    public boolean step() throws IOException {
        if (badRate > 0 || next == FACTORS.length) {
            return false;
        }
        attempt(baseRate * FACTORS[next++]);
        return badRate == 0 && next < FACTORS.length;
    }

    /// Halves the gap between the highest rate that went well and the lowest that did not.
    public void refine() throws IOException {
        if (badRate > 0 && goodRate > 0) {
            attempt(Math.sqrt(goodRate * badRate));
        }
    }

    private void attempt(double rate) throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS_IN_NOISE; attempt++) {
            FanoutRow row = side.measure(new Pace.Rate(rate));
            rows.add(row);
            if (row.good()) {
                goodRate = rate;
                best = row;
                return;
            }
            if (!row.noisy()) {
                break;
            }
        }
        badRate = rate;
    }

    public List<FanoutRow> rows() {
        return List.copyOf(rows);
    }

    /// The highest rate that went well; null if none did.
    public @Nullable FanoutRow best() {
        return best;
    }
}
