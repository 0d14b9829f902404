package chat.carillon.testkit.sim.cluster;

import chat.carillon.core.log.Authority;
import chat.carillon.core.session.Identities;
import chat.carillon.core.store.AccountStore;
import chat.carillon.model.DeviceId;
import chat.carillon.model.UserId;
import java.util.Optional;

/// Everybody's token is their name.
public final class SimIdentities implements Identities {
    private static final String TICKET = "ticket of ";

    private final AccountStore accounts;

    public SimIdentities(AccountStore accounts) {
        this.accounts = accounts;
    }

    @Override
    public Optional<Identity> byToken(String token) {
        return accounts.find(new UserId(token)).map(account -> identity(account.user()));
    }

    @Override
    public Optional<Identity> byTicket(String ticket, DeviceId device) {
        int at = ticket.lastIndexOf('@');
        return ticket.startsWith(TICKET) && ticket.substring(at + 1).equals(device.value())
                ? Optional.of(identity(new UserId(ticket.substring(TICKET.length(), at))))
                : Optional.empty();
    }

    @Override
    public Ticket issueTicket(Identity identity, DeviceId device) {
        return new Ticket(TICKET + identity.user() + "@" + device, Long.MAX_VALUE);
    }

    @Override
    public boolean stillGood(Identity identity) {
        return true;
    }

    private static Identity identity(UserId user) {
        return new Identity(user, Authority.MEMBER, "token of " + user);
    }
}
