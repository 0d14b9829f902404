package chat.carillon.loadtest.step;

/// When the next message of a step is due.
public sealed interface Pace {

    /// As soon as fewer than `inFlight` messages are on their way to their last member.
    record Window(int inFlight) implements Pace {}

    /// So many a second, however the former ones fare.
    record Rate(double messagesPerSecond) implements Pace {}

    /// Each sender as soon as its former message was answered by `sent`.
    record EachSender() implements Pace {}
}
