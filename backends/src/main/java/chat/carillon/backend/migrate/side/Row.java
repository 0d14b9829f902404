package chat.carillon.backend.migrate.side;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A row: texts, numbers and nulls by the columns of its table.
///
/// @param values of the table's columns; String or Long
/// @param appendedAtMillis of entries: the store's time of the append, where the store still knows it, else the entry's
/// own
///     time. Says something about the last entry of a log only, and is part of its conversation's row there
public record Row(List<@Nullable Object> values, long appendedAtMillis) {

    public Row(List<@Nullable Object> values) {
        this(values, 0);
    }

    public String text(int column) {
        return (String) Objects.requireNonNull(values.get(column));
    }

    public @Nullable String textOrNull(int column) {
        return (String) values.get(column);
    }

    public long number(int column) {
        return (Long) Objects.requireNonNull(values.get(column));
    }

    public List<Object> key(Table table) {
        var key = new ArrayList<Object>();
        for (int i = 0; i < table.key().size(); i++) {
            key.add(Objects.requireNonNull(values.get(i)));
        }
        return key;
    }

    /// Roughly how many bytes it takes.
    public int sizeBytes() {
        int size = 0;
        for (Object value : values) {
            size += value instanceof String text ? 8 + text.length() : 8;
        }
        return size;
    }
}
