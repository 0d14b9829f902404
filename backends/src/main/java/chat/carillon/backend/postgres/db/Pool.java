package chat.carillon.backend.postgres.db;

import chat.carillon.backend.postgres.PostgresOptions;
import chat.carillon.core.store.StoreUnavailableException;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/// A bounded number of connections; whoever finds none free waits, but not for long. Thread-safe.
public final class Pool implements AutoCloseable {
    /// How long a lock may be waited for: longer than any batch takes, shorter than a statement may.
    private static final Duration MAX_LOCK_WAIT = Duration.ofSeconds(3);

    /// A transaction of ours never pauses; one that does belongs to a process that hangs.
    private static final Duration MAX_IDLE_IN_TRANSACTION = Duration.ofSeconds(5);

    private static final Duration MAX_VALIDATION = Duration.ofSeconds(1);

    /// All statements look rows up by index. That plans stay so does not depend on statistics, which
    /// are wrong for a table that has just begun to grow.
    private static final List<String> PLANS_BY_INDEX = List.of(
            "SET enable_seqscan = off", "SET enable_hashjoin = off", "SET enable_mergejoin = off", "SET jit = off");

    /// A `sent` means durable, whatever the server's default is.
    private static final String DURABLE =
            "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'";

    private final HikariConfig config;
    private final Properties driver;
    private final Gate gate;
    private final Kind kind;
    private volatile HikariDataSource source;

    /// What connections are for.
    public enum Kind {
        /// Transactions that write.
        WRITING("writes"),
        /// Single statements that read.
        READING("reads"),
        /// The same on a replica, whose loss stops nobody.
        REPLICA("replica reads");

        private final String label;

        Kind(String label) {
            this.label = label;
        }
    }

    private Pool(HikariConfig config, Properties driver, Gate gate, Kind kind) {
        this.config = config;
        this.driver = driver;
        this.gate = gate;
        this.kind = kind;
        source = new HikariDataSource(config);
        gate.whenBack(this::restart);
    }

    /// Opens a pool without waiting for the database.
    public static Pool open(PostgresOptions options, String url, Kind kind, int size, Gate gate) {
        var config = new HikariConfig();
        config.setPoolName("postgres " + kind.label);
        config.setJdbcUrl(url);
        options.properties().forEach((name, value) -> config.addDataSourceProperty(name.toString(), value));
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(1);
        config.setAutoCommit(kind != Kind.WRITING);
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        config.setConnectionTimeout(options.connectTimeout().toMillis());
        config.setValidationTimeout(
                Math.min(MAX_VALIDATION.toMillis(), options.connectTimeout().toMillis()));
        config.setInitializationFailTimeout(-1);
        config.setConnectionInitSql(String.join(";", settings(options)));
        return new Pool(config, options.properties(), gate, kind);
    }

    private static List<String> settings(PostgresOptions options) {
        var settings = new ArrayList<>(PLANS_BY_INDEX);
        settings.add("SET statement_timeout = " + options.statementTimeout().toMillis());
        settings.add("SET lock_timeout = " + MAX_LOCK_WAIT.toMillis());
        settings.add("SET idle_in_transaction_session_timeout = " + MAX_IDLE_IN_TRANSACTION.toMillis());
        settings.add(DURABLE);
        return settings;
    }

    /// A connection, which the caller gives back by closing it.
    ///
    /// @throws StoreUnavailableException if none is free, or none can be made
    public Session take() {
        HikariDataSource from = source;
        try {
            return new Session(from.getConnection());
        } catch (SQLTransientConnectionException e) {
            if (e.getCause() == null) {
                throw new StoreUnavailableException(
                        "all %d connections for %s are busy".formatted(config.getMaximumPoolSize(), kind.label), e);
            }
            throw lost(e.getCause());
        } catch (SQLException e) {
            if (from.isClosed() && !source.isClosed()) {
                return take();
            }
            throw lost(e);
        }
    }

    private StoreUnavailableException lost(Throwable cause) {
        String reason = "the database cannot be reached: " + cause.getMessage();
        if (kind != Kind.REPLICA) {
            gate.lose(reason);
        }
        return new StoreUnavailableException(reason, cause);
    }

    /// One connection was found dead: the others are likely to be, and are replaced when they are
    /// free.
    void renew() {
        source.getHikariPoolMXBean().softEvictConnections();
    }

    /// A fresh connection that is not of the pool, without a transaction.
    Session connect() throws SQLException {
        return new Session(DriverManager.getConnection(config.getJdbcUrl(), driver));
    }

    /// Begins anew. The connections are dead, and a pool that has tried for long to make others
    /// sleeps between two tries for longer than anybody wants to wait.
    private void restart() {
        HikariDataSource old = source;
        source = new HikariDataSource(config);
        Thread.ofVirtual().name("closing of " + old.getPoolName()).start(old::close);
    }

    @Override
    public void close() {
        source.close();
    }
}
