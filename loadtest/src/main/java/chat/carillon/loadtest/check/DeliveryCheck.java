package chat.carillon.loadtest.check;

import java.util.BitSet;
import java.util.List;
import java.util.Map;

/// Holds sends and what watchers saw against the log of one conversation.
public final class DeliveryCheck {
    private DeliveryCheck() {}

    /// Checks the log itself, every acknowledged send and every watcher.
    ///
    /// @param sends in the order they were sent, each after the former was answered
    public static Findings check(Truth log, List<Acknowledged> sends, List<Seen> watchers) {
        Findings findings = log.ownFindings();
        if (findings.none()) {
            sends(log, sends, findings);
            watchers.forEach(watcher -> watcher(log, watcher, findings));
        }
        return findings;
    }

    private static void sends(Truth log, List<Acknowledged> sends, Findings findings) {
        Map<String, List<Long>> seqs = log.seqsByClientMessageId();
        long former = 0;
        for (Acknowledged send : sends) {
            List<Long> at = seqs.getOrDefault(send.clientMessageId(), List.of());
            String what = "%s: the send %s, acknowledged at seq %d,"
                    .formatted(log.conversation(), send.clientMessageId(), send.seq());
            if (at.isEmpty()) {
                findings.add(Finding.LOST, what + " is not in the log");
            } else if (at.size() > 1) {
                findings.add(Finding.DUPLICATED, what + " is in the log at " + at);
            } else if (at.getFirst() != send.seq()) {
                findings.add(Finding.ALTERED, what + " is in the log at " + at.getFirst());
            } else if (log.fingerprint(send.seq()) != send.fingerprint()) {
                findings.add(Finding.ALTERED, what + " is in the log with another sender or text");
            }
            if (send.seq() < former) {
                findings.add(Finding.OUT_OF_ORDER, what + " stands before " + former + ", which was sent earlier");
            }
            former = send.seq();
        }
    }

    private static void watcher(Truth log, Seen seen, Findings findings) {
        BitSet had = new BitSet();
        long highest = 0;
        for (int i = 0; i < seen.size(); i++) {
            long seq = seen.seq(i);
            String what = "%s: %s was shown seq %d".formatted(log.conversation(), seen.who(), seq);
            if (!log.has(seq)) {
                findings.add(Finding.ALTERED, what + ", which the log does not have");
                continue;
            }
            if (had.get((int) seq)) {
                findings.add(Finding.DUPLICATED, what + " again");
            } else if (seq < highest) {
                findings.add(Finding.OUT_OF_ORDER, what + " after " + highest);
            }
            if (log.fingerprint(seq) != seen.fingerprint(i)) {
                findings.add(Finding.ALTERED, what + " with another sender or text");
            }
            had.set((int) seq);
            highest = Math.max(highest, seq);
        }
        for (int seq = had.nextClearBit((int) seen.fromSeq()); seq <= log.headSeq(); seq = had.nextClearBit(seq + 1)) {
            findings.add(Finding.LOST, "%s: %s was never shown seq %d".formatted(log.conversation(), seen.who(), seq));
        }
    }
}
