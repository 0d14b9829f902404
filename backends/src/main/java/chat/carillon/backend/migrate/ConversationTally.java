package chat.carillon.backend.migrate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What one conversation amounts to in one store.
///
/// @param members also those who have left
/// @param sha256 over its row and all its entries, members, reactions and mentions in the common form
public record ConversationTally(
        String conversation, long entries, long messages, long members, long headSeq, long headOrdinal, String sha256) {

    /// How it differs from the same conversation in the target, this being the source's; empty if it does not.
    Optional<String> differenceFrom(ConversationTally target) {
        if (equals(target)) {
            return Optional.empty();
        }
        Map<String, Long> targetCounts = target.counts();
        String how = counts().entrySet().stream()
                .filter(count -> !count.getValue().equals(targetCounts.get(count.getKey())))
                .map(count -> "its %s: %,d in the source, %,d in the target"
                        .formatted(count.getKey(), count.getValue(), targetCounts.get(count.getKey())))
                .findFirst()
                .orElse("as many rows, but not the same (SHA-256 %s in the source, %s in the target)"
                        .formatted(sha256, target.sha256));
        return Optional.of("conversation %s differs: %s".formatted(conversation, how));
    }

    private Map<String, Long> counts() {
        var counts = new LinkedHashMap<String, Long>();
        counts.put("entries", entries);
        counts.put("messages", messages);
        counts.put("members", members);
        counts.put("head seq", headSeq);
        counts.put("head ordinal", headOrdinal);
        return counts;
    }
}
