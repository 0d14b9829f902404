package chat.carillon.loadtest.check;

import chat.carillon.model.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The log of one conversation as the server has it in the end: what everyone must have seen.
public final class Truth {
    private final String conversation;
    private final List<Entry> entries;
    private final long[] fingerprints;

    /// @param entries from seq 1 to the head, in the order the server gave them
    public Truth(String conversation, List<Entry> entries) {
        this.conversation = conversation;
        this.entries = List.copyOf(entries);
        this.fingerprints = entries.stream().mapToLong(Fingerprint::of).toArray();
    }

    String conversation() {
        return conversation;
    }

    long headSeq() {
        return entries.size();
    }

    boolean has(long seq) {
        return seq >= 1 && seq <= entries.size();
    }

    long fingerprint(long seq) {
        return fingerprints[(int) seq - 1];
    }

    /// Holes and repetitions in the log itself: its seqs must be 1, 2, 3 …
    Findings ownFindings() {
        Findings findings = new Findings();
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).seq() != i + 1) {
                findings.add(
                        Finding.LOST,
                        "%s: the log has seq %d where %d belongs"
                                .formatted(conversation, entries.get(i).seq(), i + 1));
                return findings;
            }
        }
        return findings;
    }

    /// The seqs that each clientMessageId stands at.
    Map<String, List<Long>> seqsByClientMessageId() {
        Map<String, List<Long>> seqs = new HashMap<>();
        for (Entry entry : entries) {
            if (entry.clientMessageId() != null) {
                seqs.computeIfAbsent(entry.clientMessageId().value(), _ -> new ArrayList<>())
                        .add(entry.seq());
            }
        }
        return seqs;
    }
}
