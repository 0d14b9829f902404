package chat.carillon.backend.migrate;

import chat.carillon.backend.column.BodyColumns;
import chat.carillon.backend.migrate.side.Column;
import chat.carillon.backend.migrate.side.Row;
import chat.carillon.backend.migrate.side.RowStream;
import chat.carillon.backend.migrate.side.Side;
import chat.carillon.backend.migrate.side.Table;
import chat.carillon.core.store.StoreUnavailableException;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All of a store, read once from the beginning to the end: first conversation by conversation, then the rest. Confined
/// to
/// one thread.
final class Contents implements AutoCloseable {
    /// What belongs to one conversation, beside its row.
    private static final List<Table> PARTS = List.of(Table.ENTRY, Table.MEMBER, Table.REACTION, Table.MENTION);

    /// What belongs to none.
    static final List<Table> REST = List.of(
            Table.DEVICE_CURSOR,
            Table.DEVICE,
            Table.WISH,
            Table.CONVERSATION_WISH,
            Table.PLANNED,
            Table.PUSH,
            Table.PUSH_DEVICE,
            Table.MAILBOX,
            Table.ACCOUNT,
            Table.PROFILE,
            Table.AVATAR,
            Table.AUDIT,
            Table.TOKEN,
            Table.SECRET);

    private static final int FIRST_SEQ = column(Table.CONVERSATION, "first_seq");
    private static final int HEAD_SEQ = column(Table.CONVERSATION, "head_seq");
    private static final int HEAD_ORDINAL = column(Table.CONVERSATION, "head_ordinal");
    private static final int SEQ = column(Table.ENTRY, "seq");
    private static final int ORDINAL = column(Table.ENTRY, "ordinal");
    private static final int TYPE = column(Table.ENTRY, "type");

    private final Side side;
    private final RowStream conversations;
    private final Map<Table, RowStream> parts = new EnumMap<>(Table.class);
    private final Map<Table, Long> rows = new EnumMap<>(Table.class);
    private final RowDigest digest = new RowDigest();
    private final RowDigest whole = new RowDigest();

    Contents(Side side) {
        this.side = side;
        conversations = side.read(Table.CONVERSATION, Table.CONVERSATION.start());
        for (Table part : PARTS) {
            parts.put(part, side.read(part, part.start()));
        }
    }

    private static int column(Table table, String name) {
        return table.columns().stream().map(Column::name).toList().indexOf(name);
    }

    /// The next conversation in the order of ids; null after the last.
    ///
    /// @throws StoreUnavailableException if the store is not whole; the message says where
    @Nullable
    ConversationTally next() {
        Row conversation = conversations.next();
        if (conversation == null) {
            parts.forEach((table, stream) -> requireNone(table, stream.peek()));
            return null;
        }
        String id = conversation.text(0);
        digest.add(Table.CONVERSATION, conversation);
        count(Table.CONVERSATION, 1);
        long messages = addEntries(conversation);
        long entries = conversation.number(HEAD_SEQ) - conversation.number(FIRST_SEQ) + 1;
        long members = addAll(Table.MEMBER, id);
        addAll(Table.REACTION, id);
        addAll(Table.MENTION, id);
        String sha256 = digest.sha256();
        whole.add(sha256);
        return new ConversationTally(
                id,
                entries,
                messages,
                members,
                conversation.number(HEAD_SEQ),
                conversation.number(HEAD_ORDINAL),
                sha256);
    }

    /// Also makes sure that the log has no hole, and ends with its head.
    private long addEntries(Row conversation) {
        String id = conversation.text(0);
        long seq = conversation.number(FIRST_SEQ) - 1;
        long ordinal = conversation.number(HEAD_ORDINAL);
        long messages = 0;
        for (Row entry = next(Table.ENTRY, id); entry != null; entry = next(Table.ENTRY, id)) {
            seq++;
            if (entry.number(SEQ) != seq) {
                throw damaged("the log of %s lacks seq %d".formatted(id, seq));
            }
            ordinal = entry.number(ORDINAL);
            messages += entry.text(TYPE).equals(BodyColumns.MESSAGE) ? 1 : 0;
            digest.add(Table.ENTRY, entry);
            count(Table.ENTRY, 1);
        }
        if (seq != conversation.number(HEAD_SEQ) || ordinal != conversation.number(HEAD_ORDINAL)) {
            throw damaged("the log of %s ends at seq %d, ordinal %d, and its head is at seq %d, ordinal %d"
                    .formatted(id, seq, ordinal, conversation.number(HEAD_SEQ), conversation.number(HEAD_ORDINAL)));
        }
        return messages;
    }

    private long addAll(Table table, String conversation) {
        long found = 0;
        for (Row row = next(table, conversation); row != null; row = next(table, conversation)) {
            digest.add(table, row);
            found++;
        }
        count(table, found);
        return found;
    }

    private void count(Table table, long more) {
        rows.merge(table, more, Long::sum);
    }

    /// The next row of this conversation.
    private @Nullable Row next(Table table, String conversation) {
        RowStream stream = parts.get(table);
        Row row = stream == null ? null : stream.peek();
        if (stream == null || row == null || row.text(0).compareTo(conversation) > 0) {
            return null;
        }
        if (!row.text(0).equals(conversation)) {
            requireNone(table, row);
        }
        return stream.next();
    }

    private void requireNone(Table table, @Nullable Row row) {
        if (row != null) {
            throw damaged("%s %s belongs to no conversation".formatted(label(table), row.key(table)));
        }
    }

    private StoreUnavailableException damaged(String how) {
        return new StoreUnavailableException("%s is not whole: %s".formatted(side.name(), how), null);
    }

    static String label(Table table) {
        return table.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /// The digest of all rows of a table of the rest.
    String digest(Table table) {
        long found = 0;
        try (RowStream stream = side.read(table, table.start())) {
            for (Row row = stream.next(); row != null; row = stream.next()) {
                digest.add(table, row);
                found++;
            }
        }
        count(table, found);
        String sha256 = digest.sha256();
        whole.add(sha256);
        return sha256;
    }

    /// Rows read so far.
    Map<Table, Long> rows() {
        return rows;
    }

    long total() {
        return rows.values().stream().mapToLong(Long::longValue).sum();
    }

    /// The digest of everything that was read.
    String whole() {
        return whole.sha256();
    }

    /// That nothing was hidden from reading: rows whose conversation does not exist, for example.
    void requireAllRead() {
        for (Table table : Table.values()) {
            long there = side.count(table);
            long read = rows.getOrDefault(table, 0L);
            if (there != read) {
                throw damaged("of %,d rows of kind '%s' only %,d belong to a conversation with a log"
                        .formatted(there, label(table), read));
            }
        }
    }

    @Override
    public void close() {
        conversations.close();
        parts.values().forEach(RowStream::close);
    }
}
