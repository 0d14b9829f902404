package chat.carillon.backend.sqlite.search;

import chat.carillon.backend.sqlite.db.EntryKey;
import chat.carillon.backend.sqlite.db.Session;
import chat.carillon.core.search.SearchTerms;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/// Brings the index up to the heads of logs. Confined to the indexer's thread.
final class IndexWriter implements AutoCloseable {
    /// Entries that are read at a time, and messages that are written in one transaction.
    private static final int BATCH = 1_000;

    private static final String BEHIND = "SELECT no, head_seq FROM conversation_now";
    private static final String ENTRIES = """
            SELECT key, type, coalesce(edited_text, text), target
            FROM entry
            WHERE key > ? AND key < ?
            ORDER BY key
            LIMIT ?
            """;
    private static final String TEXT = "SELECT coalesce(edited_text, text) FROM entry WHERE key = ?";

    /// Reads the logs.
    private final Session source;

    /// Writes the index.
    private final Session index;

    /// Texts by key of their messages; empty where a message was deleted. Written in the order of
    /// keys.
    private final TreeMap<Long, Optional<String>> pending = new TreeMap<>();

    /// Conversations and the seqs up to which `pending` completes them.
    private final TreeMap<Long, Long> positions = new TreeMap<>();

    IndexWriter(Session source, Session index) {
        this.source = source;
        this.index = index;
    }

    /// Looks at all logs.
    void catchUpAll() throws SQLException {
        try (ResultSet row = source.query(BEHIND).rows()) {
            while (row.next()) {
                if (position(row.getLong(1)) < row.getLong(2)) {
                    gather(row.getLong(1));
                }
            }
        }
        flush();
    }

    /// Looks at the log of one conversation; [#flush] writes what is still pending.
    void catchUp(String conversation) throws SQLException {
        try (ResultSet row = source.query("SELECT no FROM conversation WHERE id = ?")
                .bind(conversation)
                .rows()) {
            if (row.next()) {
                gather(row.getLong(1));
            }
        }
    }

    private long position(long conversationNo) throws SQLException {
        Long gathered = positions.get(conversationNo);
        return gathered != null
                ? gathered
                : index.query("SELECT seq FROM position WHERE conversation = ?")
                        .bind(conversationNo)
                        .number();
    }

    private void gather(long conversationNo) throws SQLException {
        int found = BATCH;
        while (found == BATCH) {
            long afterKey = EntryKey.of(conversationNo, position(conversationNo));
            found = 0;
            try (ResultSet row = source.query(ENTRIES)
                    .bind(afterKey)
                    .bind(EntryKey.of(conversationNo + 1, 0))
                    .bind(BATCH)
                    .rows()) {
                while (row.next()) {
                    gather(row);
                    found++;
                }
            }
            if (pending.size() >= BATCH) {
                flush();
            }
        }
    }

    private void gather(ResultSet row) throws SQLException {
        long key = row.getLong(1);
        switch (row.getString(2)) {
            case "message" -> pending.put(key, Optional.ofNullable(row.getString(3)));
            case "edit", "delete" -> {
                long target = row.getLong(4);
                pending.put(target, source.query(TEXT).bind(target).first(text -> text.getString(1)));
            }
            default -> {}
        }
        positions.put(EntryKey.conversationNo(key), EntryKey.seq(key));
    }

    /// Writes what was gathered, in one transaction.
    void flush() throws SQLException {
        if (positions.isEmpty()) {
            return;
        }
        boolean committed = false;
        index.query("BEGIN").update();
        try {
            for (var message : pending.entrySet()) {
                write(message.getKey(), message.getValue());
            }
            for (var position : positions.entrySet()) {
                index.query("INSERT INTO position (conversation, seq) VALUES (?, ?)"
                                + " ON CONFLICT DO UPDATE SET seq = excluded.seq")
                        .bind(position.getKey().longValue())
                        .bind(position.getValue().longValue())
                        .update();
            }
            index.query("COMMIT").update();
            committed = true;
        } finally {
            if (!committed) {
                index.query("ROLLBACK").update();
            }
            pending.clear();
            positions.clear();
        }
    }

    private void write(long key, Optional<String> text) throws SQLException {
        OptionalLong known = documentId(key);
        if (text.isPresent()) {
            String terms = SearchTerms.joined(text.get());
            if (known.isPresent()) {
                index.query("UPDATE words SET terms = ? WHERE rowid = ?")
                        .bind(terms)
                        .bind(known.getAsLong())
                        .update();
            } else {
                index.query("INSERT INTO document (key) VALUES (?)").bind(key).update();
                index.query("INSERT INTO words (rowid, terms) VALUES (last_insert_rowid(), ?)")
                        .bind(terms)
                        .update();
            }
        } else if (known.isPresent()) {
            index.query("DELETE FROM words WHERE rowid = ?")
                    .bind(known.getAsLong())
                    .update();
            index.query("DELETE FROM document WHERE id = ?")
                    .bind(known.getAsLong())
                    .update();
        }
    }

    private OptionalLong documentId(long key) throws SQLException {
        try (ResultSet row =
                index.query("SELECT id FROM document WHERE key = ?").bind(key).rows()) {
            return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
        }
    }

    @Override
    public void close() {
        source.close();
        index.close();
    }
}
