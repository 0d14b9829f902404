package chat.carillon.push.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/// Addresses of a host. May block.
public interface Resolver {

    /// @throws UnknownHostException if there are none
    List<InetAddress> resolve(String host) throws UnknownHostException;

    /// The machine's own.
    static Resolver system() {
        return host -> List.of(InetAddress.getAllByName(host));
    }
}
