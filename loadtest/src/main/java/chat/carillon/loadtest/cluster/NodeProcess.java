package chat.carillon.loadtest.cluster;

import chat.carillon.loadtest.process.ServerProcess;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;

/// A node of a cluster, in a process of its own.
public final class NodeProcess implements Part {
    private final String name;
    private final String region;
    private final ServerProcess process;
    private final NodeLinks links;
    private final Path log;

    NodeProcess(String name, String region, ServerProcess process, NodeLinks links, Path log) {
        this.name = name;
        this.region = region;
        this.process = process;
        this.links = links;
        this.log = log;
    }

    public String region() {
        return region;
    }

    public URI uri() {
        return process.uri();
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(uri().getHost(), uri().getPort());
    }

    /// What connects it to the database and the brokers.
    public NodeLinks links() {
        return links;
    }

    /// What it says.
    public Path log() {
        return log;
    }

    public long pid() {
        return process.pid();
    }

    /// Whether it should be sent work. Blocks for a moment.
    public boolean ready() {
        return process.says("");
    }

    /// Whether it serves, takes writes, and hears the other nodes. Blocks for a moment.
    public boolean healthy() {
        return process.says("\"broker\":{\"status\":\"up\"}");
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void kill() {
        process.kill();
    }

    @Override
    public void stop() throws IOException {
        int exitCode = process.stop();
        if (exitCode != 0) {
            throw new IOException("%s ended with %d (expected: 0)".formatted(name, exitCode));
        }
    }

    @Override
    public void start() throws IOException {
        process.restart();
    }

    @Override
    public void freeze() throws IOException {
        process.freeze();
    }

    @Override
    public void thaw() throws IOException {
        process.thaw();
    }

    @Override
    public void close() {
        process.close();
        links.close();
    }
}
