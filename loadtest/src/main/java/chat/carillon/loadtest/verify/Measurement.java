package chat.carillon.loadtest.verify;

import chat.carillon.loadtest.report.Figures;
import java.time.Duration;
import java.util.List;

/// How long answers and deliveries took, by the phase in which a message was due, and which were late or never came.
/// Confined to one thread.
final class Measurement {
    private final Duration within;
    private final Problems problems;

    /// @param within how soon a member must have a message where that is promised
    Measurement(Duration within, Problems problems) {
        this.within = within;
        this.problems = problems;
    }

    /// What one member was shown of a conversation.
    ///
    /// @param seenNanos when it was shown each seq first; 0 for never
    void shown(String conversation, List<Recorded> sends, long[] seenNanos) {
        for (Recorded send : sends) {
            if (send.seq() == 0 || send.seq() >= seenNanos.length || seenNanos[(int) send.seq()] == 0) {
                continue;
            }
            long nanos = seenNanos[(int) send.seq()] - send.dueNanos();
            send.phase().addSeen(nanos);
            if (send.phase().promised() && nanos > within.toNanos()) {
                problems.late("%s: seq %d was shown after %s ms during: %s"
                        .formatted(
                                conversation,
                                send.seq(),
                                Figures.millis(nanos),
                                send.phase().kind()));
            }
        }
    }

    /// What became of the sends of a conversation.
    void answered(String conversation, List<Recorded> sends) {
        for (Recorded send : sends) {
            if (send.seq() > 0) {
                send.phase().addSent(send.answeredNanos() - send.dueNanos());
            } else {
                String how = send.refusal().isEmpty() ? "never answered" : "refused: " + send.refusal();
                problems.unanswered("%s: the send %s was %s".formatted(conversation, send.key(), how));
            }
        }
    }
}
