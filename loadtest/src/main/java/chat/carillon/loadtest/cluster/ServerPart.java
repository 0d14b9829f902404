package chat.carillon.loadtest.cluster;

import java.io.IOException;

/// A [Part] that is a server which Carillon needs: all that happens to it happens to that.
interface ServerPart extends Part {
    LaunchedServer server();

    @Override
    default String name() {
        return server().name();
    }

    @Override
    default void kill() {
        server().get().kill();
    }

    @Override
    default void stop() throws IOException {
        server().get().stop();
    }

    @Override
    default void start() throws IOException {
        server().start();
    }

    @Override
    default void freeze() throws IOException {
        server().get().freeze();
    }

    @Override
    default void thaw() throws IOException {
        server().get().thaw();
    }

    @Override
    default void close() {
        server().close();
    }
}
