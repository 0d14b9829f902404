package chat.carillon.server.websocket;

import chat.carillon.server.admission.Admission;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.epoll.Epoll;
import io.vertx.core.impl.transports.EpollTransport;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.transport.Transport;
import org.jspecify.annotations.Nullable;

/// Sockets by Linux's epoll, as Vert.x has them, with a [Doorstep] before the channel that listens.
public final class DoorstepTransport extends EpollTransport implements Transport {
    private final Admission admission;

    public DoorstepTransport(Admission admission) {
        this.admission = admission;
    }

    @Override
    public boolean available() {
        return Epoll.isAvailable();
    }

    @Override
    public void configure(NetServerOptions options, boolean domainSocket, ServerBootstrap bootstrap) {
        super.configure(options, domainSocket, bootstrap);
        Doorstep.place(bootstrap, admission);
    }

    @Override
    public String name() {
        return "epoll";
    }

    @Override
    public @Nullable Throwable unavailabilityCause() {
        return Epoll.unavailabilityCause();
    }

    @Override
    public io.vertx.core.spi.transport.Transport implementation() {
        return this;
    }
}
