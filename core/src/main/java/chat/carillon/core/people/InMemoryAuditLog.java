package chat.carillon.core.people;

import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/// [AuditLog] in memory. Thread-safe.
public final class InMemoryAuditLog implements AuditLog {
    private final NavigableMap<String, AuditRecord> records = new ConcurrentSkipListMap<>();

    @Override
    public void note(AuditRecord done) {
        records.putIfAbsent(done.id(), done);
    }

    @Override
    public List<AuditRecord> before(@Nullable String beforeId, int limit) {
        NavigableMap<String, AuditRecord> older = beforeId == null ? records : records.headMap(beforeId, false);
        return older.descendingMap().values().stream().limit(limit).toList();
    }

    @Override
    public int forget(String beforeId, int max) {
        List<String> old =
                records.headMap(beforeId, false).keySet().stream().limit(max).toList();
        old.forEach(records::remove);
        return old.size();
    }
}
