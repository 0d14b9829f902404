package chat.carillon.backend.sqlite;

import chat.carillon.backend.column.Folding;
import chat.carillon.backend.sqlite.db.Readers;
import chat.carillon.backend.sqlite.db.Session;
import chat.carillon.backend.sqlite.db.Writer;
import chat.carillon.core.store.AccountStore;
import chat.carillon.core.time.Time;
import chat.carillon.model.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// [AccountStore] in SQLite. Thread-safe.
final class SqliteAccounts implements AccountStore {
    private static final String ACCOUNT =
            "SELECT user, display_name, administrator, disabled, created_at FROM account WHERE ";
    private static final String INSERT = """
            INSERT INTO account (user, display_name, folded_name, administrator, disabled, created_at, password_hash)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """;
    private static final String UPDATE = """
            UPDATE account SET
                display_name = COALESCE(?, display_name),
                folded_name = COALESCE(?, folded_name),
                administrator = CASE WHEN ? THEN ? ELSE administrator END,
                disabled = CASE WHEN ? THEN ? ELSE disabled END
            WHERE user = ?
            """;
    private static final String LIST =
            ACCOUNT + "user > ?1 AND (instr(user, ?2) > 0 OR instr(folded_name, ?2) > 0) ORDER BY user LIMIT ?3";
    private static final String TOKEN = "SELECT sha256, user, label, created_at, expires_at FROM token WHERE ";
    private static final String INSERT_TOKEN = """
            INSERT INTO token (sha256, user, label, created_at, expires_at)
            VALUES (?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """;
    private static final String NOTE = "INSERT OR IGNORE INTO revocation (revoked_at, user, sha256) ";
    private static final String REVOKED_SINCE = "SELECT user, sha256, revoked_at FROM revocation"
            + " WHERE (revoked_at, user, sha256) > (?, ?, ?) ORDER BY revoked_at, user, sha256 LIMIT ?";

    private final Writer writer;
    private final Readers readers;
    private final Time time;

    SqliteAccounts(Writer writer, Readers readers, Time time) {
        this.writer = writer;
        this.readers = readers;
        this.time = time;
    }

    private static Account account(ResultSet row) throws SQLException {
        return new Account(
                new UserId(row.getString(1)), row.getString(2), row.getBoolean(3), row.getBoolean(4), row.getLong(5));
    }

    private static Token token(ResultSet row) throws SQLException {
        return new Token(
                row.getString(1), new UserId(row.getString(2)), row.getString(3), row.getLong(4), row.getLong(5));
    }

    private static Revocation revocation(ResultSet row) throws SQLException {
        String sha256 = row.getString(2);
        return new Revocation(new UserId(row.getString(1)), sha256.isEmpty() ? null : sha256, row.getLong(3));
    }

    @Override
    public boolean create(Account account, @Nullable String passwordHash) {
        return writer.write(session -> session.query(INSERT)
                        .bind(account.user().value())
                        .bind(account.displayName())
                        .bind(Folding.folded(account.displayName()))
                        .bind(account.administrator())
                        .bind(account.disabled())
                        .bind(account.createdAtMillis())
                        .bind(passwordHash)
                        .update()
                > 0);
    }

    @Override
    public Optional<Account> find(UserId user) {
        return readers.read(session ->
                session.query(ACCOUNT + "user = ?").bind(user.value()).first(SqliteAccounts::account));
    }

    @Override
    public List<Account> find(Collection<UserId> users) {
        return readers.read(
                session -> session.query(ACCOUNT + "user IN (SELECT value FROM json_each(?, '$.v')) ORDER BY user")
                        .bind(Rows.jsonArray(users))
                        .list(SqliteAccounts::account));
    }

    @Override
    public Set<UserId> existing(Collection<UserId> users) {
        return readers.read(session -> AppendLoader.existing(session, users));
    }

    @Override
    public List<Account> list(@Nullable String query, @Nullable UserId afterUser, int limit) {
        return readers.read(session -> session.query(LIST)
                .bind(afterUser == null ? "" : afterUser.value())
                .bind(Folding.folded(query))
                .bind(limit)
                .list(SqliteAccounts::account));
    }

    @Override
    public Optional<String> passwordHash(UserId user) {
        return readers.read(session -> session.query(
                        "SELECT password_hash FROM account WHERE user = ? AND password_hash IS NOT NULL")
                .bind(user.value())
                .first(row -> row.getString(1)));
    }

    @Override
    public void setPasswordHash(UserId user, @Nullable String passwordHash) {
        writer.write(session -> {
            session.query("UPDATE account SET password_hash = ? WHERE user = ?")
                    .bind(passwordHash)
                    .bind(user.value())
                    .update();
            return revoke(session, user);
        });
    }

    @Override
    public void update(UserId user, AccountChange change) {
        String name = change.displayName();
        writer.write(session -> {
            session.query(UPDATE)
                    .bind(name)
                    .bind(name == null ? null : Folding.folded(name))
                    .bind(change.administrator() != null)
                    .bind(Boolean.TRUE.equals(change.administrator()))
                    .bind(change.disabled() != null)
                    .bind(change.disables())
                    .bind(user.value())
                    .update();
            return change.disables() ? revoke(session, user) : 0;
        });
    }

    @Override
    public boolean anyAdministrator() {
        return readers.read(
                session -> session.query("SELECT EXISTS (SELECT 1 FROM account WHERE administrator AND NOT disabled)")
                                .number()
                        > 0);
    }

    @Override
    public void createToken(Token token) {
        writer.write(session -> session.query(INSERT_TOKEN)
                .bind(token.sha256())
                .bind(token.user().value())
                .bind(token.label())
                .bind(token.createdAtMillis())
                .bind(token.expiresAtMillis())
                .update());
    }

    @Override
    public Optional<Token> token(String sha256) {
        return readers.read(
                session -> session.query(TOKEN + "sha256 = ?").bind(sha256).first(SqliteAccounts::token));
    }

    @Override
    public List<Token> tokensOf(UserId user) {
        return readers.read(session -> session.query(TOKEN + "user = ? ORDER BY created_at, sha256")
                .bind(user.value())
                .list(SqliteAccounts::token));
    }

    @Override
    public List<Token> tokensLabelled(String label, long atMillis, int limit) {
        return readers.read(session -> session.query(
                        TOKEN + "label = ? AND expires_at > ? ORDER BY created_at DESC, sha256 DESC LIMIT ?")
                .bind(label)
                .bind(atMillis)
                .bind(limit)
                .list(SqliteAccounts::token));
    }

    @Override
    public boolean revokeToken(String sha256) {
        return writer.write(session -> {
            session.query(NOTE + "SELECT ?, user, sha256 FROM token WHERE sha256 = ?")
                    .bind(time.wallMillis())
                    .bind(sha256)
                    .update();
            return session.query("DELETE FROM token WHERE sha256 = ?")
                            .bind(sha256)
                            .update()
                    > 0;
        });
    }

    @Override
    public int revokeTokensOf(UserId user) {
        return writer.write(session -> revoke(session, user));
    }

    private int revoke(Session session, UserId user) throws SQLException {
        session.query(NOTE + "SELECT ?1, user, sha256 FROM token WHERE user = ?2 UNION ALL SELECT ?1, ?2, ''")
                .bind(time.wallMillis())
                .bind(user.value())
                .update();
        session.query("DELETE FROM device WHERE user = ?").bind(user.value()).update();
        return session.query("DELETE FROM token WHERE user = ?")
                .bind(user.value())
                .update();
    }

    @Override
    public void deleteTokensExpiredBefore(long atMillis) {
        writer.write(session -> session.query("DELETE FROM token WHERE expires_at < ?")
                .bind(atMillis)
                .update());
    }

    @Override
    public List<Revocation> revokedSince(long sinceMillis, @Nullable Revocation after, int limit) {
        return readers.read(session -> session.query(REVOKED_SINCE)
                .bind(after == null ? sinceMillis : after.atMillis())
                .bind(after == null ? "" : after.user().value())
                .bind(after == null ? "" : Objects.requireNonNullElse(after.sha256(), ""))
                .bind(limit)
                .list(SqliteAccounts::revocation));
    }

    @Override
    public void deleteRevocationsBefore(long atMillis) {
        writer.write(session -> session.query("DELETE FROM revocation WHERE revoked_at < ?")
                .bind(atMillis)
                .update());
    }

    @Override
    public byte[] secret(String name, byte[] fresh) {
        return writer.write(session -> {
            session.query("INSERT INTO secret (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING")
                    .bind(name)
                    .bind(fresh)
                    .update();
            return session.query("SELECT value FROM secret WHERE name = ?")
                    .bind(name)
                    .first(row -> row.getBytes(1))
                    .orElseThrow();
        });
    }
}
