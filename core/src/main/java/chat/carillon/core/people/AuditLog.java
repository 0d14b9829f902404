package chat.carillon.core.people;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was done by those who may do more than others. Nothing of it changes; what is old is forgotten. Thread-safe.
public interface AuditLog {
    /// Keeps it; noting it again changes nothing.
    void note(AuditRecord done);

    /// The newest first, those before `beforeId` (null: from the newest on).
    List<AuditRecord> before(@Nullable String beforeId, int limit);

    /// Forgets the oldest of those before `beforeId`, so many at most: whoever has more to forget calls again.
    ///
    /// @return how many
    int forget(String beforeId, int max);
}
