package chat.carillon.loadtest.step;

import java.time.Duration;

/// What a swarm does in one measured step.
///
/// @param step number of the step in this run; messages are numbered from `step * MAX_MESSAGES`
/// @param senders how many members publish, in turn
/// @param publish whether this process publishes; others of the same conversation only receive
/// @param duration how long messages are published
/// @param drain how long is waited for the last of them afterwards
public record StepOptions(
        int step, Audience audience, Pace pace, int senders, boolean publish, Duration duration, Duration drain) {
    /// Messages that one step may publish.
    public static final int MAX_MESSAGES = 1 << 20;

    /// Steps that one run may have, so that message numbers stay positive.
    public static final int MAX_STEPS = 2_047;

    public StepOptions {
        if (step < 0 || step > MAX_STEPS || senders < 1) {
            throw new IllegalArgumentException("step %d, senders %d".formatted(step, senders));
        }
    }

    /// The same step for a process whose members only receive.
    public StepOptions receiving() {
        return new StepOptions(step, audience, pace, senders, false, duration, drain);
    }

    /// Number of the first message of this step.
    public int firstNumber() {
        return step * MAX_MESSAGES;
    }

    /// Reads what [#fields] wrote.
    public static StepOptions parse(Fields fields) {
        String pace = fields.text("pace");
        double value = fields.decimal("value");
        return new StepOptions(
                (int) fields.number("step"),
                Audience.valueOf(fields.text("audience")),
                switch (pace) {
                    case "window" -> new Pace.Window((int) value);
                    case "rate" -> new Pace.Rate(value);
                    case "each" -> new Pace.EachSender();
                    default -> throw new IllegalArgumentException("pace: " + pace);
                },
                (int) fields.number("senders"),
                fields.number("publish") == 1,
                Duration.ofMillis(fields.number("durationMillis")),
                Duration.ofMillis(fields.number("drainMillis")));
    }

    /// As [#parse] reads it.
    public Fields fields() {
        Fields fields = new Fields().with("step", step).with("audience", audience);
        switch (pace) {
            case Pace.Window(int inFlight) -> fields.with("pace", "window").with("value", inFlight);
            case Pace.Rate(double rate) -> fields.with("pace", "rate").with("value", rate);
            case Pace.EachSender() -> fields.with("pace", "each").with("value", 0);
        }
        return fields.with("senders", senders)
                .with("publish", publish ? 1 : 0)
                .with("durationMillis", duration.toMillis())
                .with("drainMillis", drain.toMillis());
    }
}
