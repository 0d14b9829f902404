package chat.carillon.client;

import chat.carillon.client.net.ClientResources;
import chat.carillon.client.net.ServerAddress;
import chat.carillon.client.outbox.FileOutboxStorage;
import chat.carillon.client.outbox.OutboxBounds;
import chat.carillon.client.outbox.OutboxStorage;
import chat.carillon.client.session.ClientListener;
import chat.carillon.client.session.EntryListener;
import chat.carillon.client.sync.SyncCursors;
import chat.carillon.model.DeviceId;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Says how a client shall be. Only who it is must be said ([#token]); confined to one thread.
public final class CarillonClientBuilder {
    ServerAddress server;

    @Nullable
    Supplier<String> tokens;

    DeviceId device = new DeviceId(UUID.randomUUID().toString());
    SyncCursors cursors = SyncCursors.NONE;
    OutboxBounds outboxBounds = OutboxBounds.DEFAULT;
    ClientListener clientListener = ClientListener.NONE;
    EntryListener entryListener = _ -> {};
    private @Nullable Path outboxFile;
    private @Nullable OutboxStorage outbox;

    @Nullable
    ClientResources resources;

    CarillonClientBuilder(URI server) {
        this.server = ServerAddress.of(server);
    }

    /// Hosts, besides the server's own, where a session may be opened when its node goes down: names, or `*.` before a
    /// domain for all hosts below it. The resume ticket is shown there, and nothing else. Default: none; the client
    /// comes back through its own address.
    ///
    /// @throws IllegalArgumentException for what is neither
    public CarillonClientBuilder trustedHosts(String... hosts) {
        server = server.allowing(List.of(hosts));
        return this;
    }

    /// The session token of a login, or a token signed by the application.
    public CarillonClientBuilder token(String token) {
        return token(() -> token);
    }

    /// Asked for a token whenever one is needed and no resume ticket will do: for tokens that expire. May block; may
    /// throw [chat.carillon.client.net.CarillonException], whose code says whether it makes sense to ask again.
    public CarillonClientBuilder token(Supplier<String> supplier) {
        tokens = supplier;
        return this;
    }

    /// The installation's own name, 1 to 64 visible ASCII characters, always the same: the server keeps for each
    /// device how far it is. Default: a new one each time, as fits programs that keep nothing.
    public CarillonClientBuilder device(String id) {
        device = new DeviceId(id);
        return this;
    }

    /// Where to go on, as [CarillonClient#cursors] told it. Conversations without a cursor begin with what comes
    /// from now on.
    public CarillonClientBuilder cursors(SyncCursors where) {
        cursors = where;
        return this;
    }

    /// Keeps unanswered writes in this file, so that they survive the end of the process.
    public CarillonClientBuilder outbox(Path file) {
        outboxFile = file;
        return this;
    }

    /// Keeps unanswered writes in this storage, which the client closes. Default: in memory.
    public CarillonClientBuilder outbox(OutboxStorage storage) {
        outbox = storage;
        return this;
    }

    public CarillonClientBuilder outboxBounds(OutboxBounds bounds) {
        outboxBounds = bounds;
        return this;
    }

    /// Told of everything but entries.
    public CarillonClientBuilder listener(ClientListener listener) {
        clientListener = listener;
        return this;
    }

    /// Shown the entries of all conversations that have no listener of their own.
    public CarillonClientBuilder entries(EntryListener listener) {
        entryListener = listener;
        return this;
    }

    /// Threads and connections to share with other clients. Default: some of its own.
    public CarillonClientBuilder resources(ClientResources shared) {
        resources = shared;
        return this;
    }

    /// Makes the client; [CarillonClient#connect] starts it.
    ///
    /// @throws IllegalStateException if no token was given
    /// @throws chat.carillon.client.outbox.OutboxStorageException if the outbox cannot be opened
    public CarillonClient build() {
        return new CarillonClient(this);
    }

    Supplier<String> tokenSupplier() {
        if (tokens == null) {
            throw new IllegalStateException("token: missing (expected: a token, or a supplier of tokens)");
        }
        return tokens;
    }

    OutboxStorage openOutbox() {
        return outboxFile != null
                ? FileOutboxStorage.open(outboxFile)
                : Objects.requireNonNullElseGet(outbox, OutboxStorage::memory);
    }
}
