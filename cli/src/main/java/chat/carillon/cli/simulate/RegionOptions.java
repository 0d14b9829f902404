package chat.carillon.cli.simulate;

import chat.carillon.cli.text.DurationText;
import java.time.Duration;
import picocli.CommandLine.Option;

/// In how many regions it all happens, and how far they are from each other.
final class RegionOptions {
    @Option(names = "--regions", paramLabel = "N", defaultValue = "1", description = "Regions; default: 1.")
    private int regions;

    @Option(
            names = "--round-trip",
            paramLabel = "TIME",
            defaultValue = "80ms",
            converter = DurationText.class,
            description = "Between two regions; default: 80ms.")
    private Duration roundTrip = Duration.ZERO;

    int regions() {
        return regions;
    }

    Duration roundTrip() {
        return roundTrip;
    }
}
