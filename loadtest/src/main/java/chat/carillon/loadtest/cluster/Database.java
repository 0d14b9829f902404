package chat.carillon.loadtest.cluster;

import chat.carillon.services.postgres.PostgresServer;
import chat.carillon.services.postgres.PostgresServer.Durability;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/// The PostgreSQL of a cluster.
public final class Database implements Part {
    private static final String NAME = "postgres";

    private final PostgresServer server;

    private Database(PostgresServer server) {
        this.server = server;
    }

    static Database start(Path directory) throws IOException {
        return new Database(PostgresServer.start(directory, Durability.FULL));
    }

    InetSocketAddress address() {
        return server.address();
    }

    /// For JDBC, directly.
    public String url() {
        return urlAt(server.address());
    }

    static String urlAt(InetSocketAddress address) {
        return PostgresServer.url(address, NAME);
    }

    @Override
    public String name() {
        return "PostgreSQL";
    }

    @Override
    public void kill() {
        server.kill();
    }

    @Override
    public void stop() throws IOException {
        server.stop();
    }

    @Override
    public void start() throws IOException {
        server.start();
    }

    @Override
    public void freeze() throws IOException {
        server.freeze();
    }

    @Override
    public void thaw() throws IOException {
        server.thaw();
    }

    @Override
    public void close() {
        server.close();
    }
}
