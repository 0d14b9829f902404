package chat.carillon.loadtest.cluster;

import chat.carillon.services.process.LocalServer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A [Part] that is a server which Carillon needs: all that happens to it happens to that.
interface ServerPart extends Part {
    /// A server that is made when it is first started. Confined to one thread at a time.
    final class LaunchedServer implements AutoCloseable {
        private final String name;
        private final Launch launch;
        private @Nullable LocalServer server;

        /// Makes a server that runs.
        @FunctionalInterface
        interface Launch {
            LocalServer launch() throws IOException;
        }

        LaunchedServer(String name, Launch launch) {
            this.name = name;
            this.launch = launch;
        }

        String name() {
            return name;
        }

        void start() throws IOException {
            if (server == null) {
                server = launch.launch();
            } else {
                server.start();
            }
        }

        LocalServer get() {
            if (server == null) {
                throw new IllegalStateException(name + " was not started");
            }
            return server;
        }

        @Override
        public void close() {
            if (server != null) {
                server.close();
            }
        }
    }

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
