package chat.carillon.backend.migrate;

import chat.carillon.backend.migrate.side.Side;
import chat.carillon.backend.migrate.side.Table;
import java.util.Map;
import java.util.Optional;

/// Reads two stores from the beginning to the end, each by itself, and compares what they amount to: counts, heads and
/// hashes of each conversation, and of what belongs to none. Confined to one thread.
final class Proof {
    private final Side source;
    private final Side target;
    private final MigrationListener listener;

    Proof(Side source, Side target, MigrationListener listener) {
        this.source = source;
        this.target = target;
        this.listener = listener;
    }

    /// What the proof found.
    sealed interface Result {
        /// @param rows of each table
        /// @param sha256 over the hashes of all conversations and of the rest
        record Equal(Map<Table, Long> rows, long messages, String sha256) implements Result {}

        /// @param difference the first, in a sentence
        record Different(String difference) implements Result {}
    }

    /// The source as it was when reading it began, the target as it is.
    Result run() {
        target.forgetMoment();
        long total = 0;
        for (Table table : Table.values()) {
            total += source.count(table);
        }
        listener.phase("Comparing " + source.name() + " with " + target.name());
        listener.at(0, total);
        try (Contents sourceContents = new Contents(source);
                Contents targetContents = new Contents(target)) {
            return compare(sourceContents, targetContents, total);
        }
    }

    private Result compare(Contents sourceContents, Contents targetContents, long total) {
        long messages = 0;
        ConversationTally expected = sourceContents.next();
        ConversationTally found = targetContents.next();
        while (expected != null && found != null) {
            if (!expected.conversation().equals(found.conversation())) {
                return missing(expected, found);
            }
            Optional<String> difference = expected.differenceFrom(found);
            if (difference.isPresent()) {
                return new Result.Different(difference.get());
            }
            listener.equal(expected);
            listener.at(sourceContents.total(), total);
            messages += expected.messages();
            expected = sourceContents.next();
            found = targetContents.next();
        }
        if (expected != null) {
            return new Result.Different("conversation %s is only in the source".formatted(expected.conversation()));
        }
        if (found != null) {
            return new Result.Different("conversation %s is only in the target".formatted(found.conversation()));
        }
        return compareRest(sourceContents, targetContents, messages, total);
    }

    private static Result missing(ConversationTally expected, ConversationTally found) {
        return expected.conversation().compareTo(found.conversation()) < 0
                ? new Result.Different("conversation %s is only in the source".formatted(expected.conversation()))
                : new Result.Different("conversation %s is only in the target".formatted(found.conversation()));
    }

    private Result compareRest(Contents sourceContents, Contents targetContents, long messages, long total) {
        for (Table table : Contents.REST) {
            boolean equal = sourceContents.digest(table).equals(targetContents.digest(table));
            listener.at(sourceContents.total(), total);
            if (!equal) {
                return new Result.Different("rows of kind '%s' differ: %,d in the source, %,d in the target"
                        .formatted(
                                Contents.label(table),
                                sourceContents.rows().get(table),
                                targetContents.rows().get(table)));
            }
        }
        sourceContents.requireAllRead();
        targetContents.requireAllRead();
        return new Result.Equal(Map.copyOf(sourceContents.rows()), messages, sourceContents.whole());
    }
}
