package chat.carillon.loadtest.cluster;

import chat.carillon.services.postgres.PostgresServer;
import chat.carillon.services.postgres.PostgresServer.Durability;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/// The PostgreSQL of a cluster.
public final class Database implements ServerPart {
    private static final String NAME = "postgres";

    private final LaunchedServer server;

    private Database(LaunchedServer server) {
        this.server = server;
    }

    static Database start(Path directory) throws IOException {
        var server = new LaunchedServer("PostgreSQL", () -> PostgresServer.start(directory, Durability.FULL));
        server.start();
        return new Database(server);
    }

    @Override
    public LaunchedServer server() {
        return server;
    }

    InetSocketAddress address() {
        return server.get().address();
    }

    /// For JDBC, directly.
    public String url() {
        return urlAt(address());
    }

    static String urlAt(InetSocketAddress address) {
        return PostgresServer.url(address, NAME);
    }
}
