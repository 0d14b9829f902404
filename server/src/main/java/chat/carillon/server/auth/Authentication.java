package chat.carillon.server.auth;

import chat.carillon.core.log.Authority;
import chat.carillon.core.session.Identities;
import chat.carillon.core.store.AccountStore;
import chat.carillon.core.time.Time;
import chat.carillon.model.DeviceId;
import chat.carillon.model.UserId;
import chat.carillon.server.auth.jwt.JwtResult;
import chat.carillon.server.auth.jwt.JwtVerifier;
import chat.carillon.server.config.ServerConfig;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Predicate;

/// Answers who is behind a token or ticket. Thread-safe.
///
/// What the store said about a token is believed for a few seconds, on this node never past a revocation.
public final class Authentication implements Identities, RevocationListener {
    private static final UserId OPERATOR = new UserId(OperatorToken.USER_NAME);
    private static final long NEVER = Long.MAX_VALUE;

    /// Another id, and the name that goes with it, begins a new key; tickets of the former live five minutes.
    private static final byte TICKET_KEY = 1;

    private static final String TICKET_KEY_NAME = "ticket-key-" + TICKET_KEY;

    private final AccountStore accounts;
    private final JwtVerifier jwts;
    private final ResumeTickets tickets;
    private final TicketAudit audit;
    private final String operatorToken;
    private final Time time;
    private final BelievedTokens believed;

    private Authentication(
            AccountStore accounts,
            JwtVerifier jwts,
            ResumeTickets tickets,
            TicketAudit audit,
            String operatorToken,
            Time time) {
        this.accounts = accounts;
        this.jwts = jwts;
        this.tickets = tickets;
        this.audit = audit;
        this.operatorToken = operatorToken;
        this.time = time;
        this.believed = new BelievedTokens(time);
    }

    /// Reads or makes the key of the tickets, which all nodes of a store share. Blocks.
    ///
    /// @param revocations is listened to, and told what proves to be revoked
    /// @param operatorToken the content of `operator.token`
    /// @param blocking runs what blocks
    public static Authentication create(
            AccountStore accounts,
            ServerConfig.Jwt jwt,
            Revocations revocations,
            String operatorToken,
            Time time,
            Executor blocking) {
        byte[] key = accounts.secret(TICKET_KEY_NAME, SecretToken.freshKey(ResumeTickets.KEY_BYTES));
        var tickets = new ResumeTickets(Map.of(TICKET_KEY, key), TICKET_KEY, time);
        var audit = new TicketAudit(accounts, revocations, time, blocking);
        var authentication =
                new Authentication(accounts, new JwtVerifier(jwt, time), tickets, audit, operatorToken, time);
        revocations.listen(authentication);
        return authentication;
    }

    @Override
    public Optional<Identity> byToken(String token) {
        return switch (authenticate(token)) {
            case TokenResult.Accepted(Identity identity) -> Optional.of(identity);
            case TokenResult.Rejected _ -> Optional.empty();
        };
    }

    /// As [#byToken], with the reason. Blocks.
    public TokenResult authenticate(String token) {
        if (SecretToken.OPERATOR.fits(token) && SecretToken.equal(token, operatorToken)) {
            String id = new TokenId(TokenId.Kind.OPERATOR, SecretToken.sha256(token), NEVER).toString();
            return new TokenResult.Accepted(new Identity(OPERATOR, Authority.ADMINISTRATOR, id));
        }
        boolean session = SecretToken.SESSION.fits(token);
        if (!session && !JwtVerifier.fits(token)) {
            return new TokenResult.Rejected("this is no token of this server");
        }
        String sha256 = SecretToken.sha256(token);
        Optional<Identity> known = believed.find(sha256);
        if (known.isPresent()) {
            return new TokenResult.Accepted(known.get());
        }
        long lastRevocation = believed.lastRevocation();
        TokenResult result = session ? bySession(sha256) : byJwt(token, sha256);
        if (result instanceof TokenResult.Accepted(Identity identity)) {
            believed.believe(sha256, identity, lastRevocation);
        }
        return result;
    }

    private TokenResult bySession(String sha256) {
        Optional<AccountStore.Token> token = accounts.token(sha256);
        if (token.isEmpty() || time.wallMillis() >= token.get().expiresAtMillis()) {
            return new TokenResult.Rejected("the token has expired or was revoked");
        }
        UserId user = token.get().user();
        String id = new TokenId(TokenId.Kind.SESSION, sha256, token.get().expiresAtMillis()).toString();
        return accounts.find(user)
                .filter(account -> !account.disabled())
                .<TokenResult>map(account -> new TokenResult.Accepted(
                        new Identity(user, account.administrator() ? Authority.ADMINISTRATOR : Authority.MEMBER, id)))
                .orElseGet(() -> new TokenResult.Rejected("the account is disabled"));
    }

    private TokenResult byJwt(String token, String sha256) {
        return switch (jwts.verify(token)) {
            case JwtResult.Rejected(String reason) -> new TokenResult.Rejected("the token is refused: " + reason);
            case JwtResult.Verified verified -> ofApplication(verified, sha256);
        };
    }

    /// The application vouches for its users: those we have not seen yet get an account without a password. What
    /// the store says about administrators counts only for people who logged in here.
    private TokenResult ofApplication(JwtResult.Verified verified, String sha256) {
        UserId user = verified.user();
        if (user.equals(OPERATOR)) {
            return new TokenResult.Rejected("the token is refused: the user '" + OPERATOR + "' is this server's own");
        }
        Optional<AccountStore.Account> account = accounts.find(user);
        if (account.isEmpty()) {
            String name = Objects.requireNonNullElse(verified.name(), user.value());
            accounts.create(new AccountStore.Account(user, name, false, false, time.wallMillis()), null);
            account = accounts.find(user);
        }
        if (account.isEmpty() || account.get().disabled()) {
            return new TokenResult.Rejected("the account is disabled");
        }
        String id = new TokenId(TokenId.Kind.JWT, sha256, verified.expiresAtMillis()).toString();
        Authority authority = verified.administrator() ? Authority.ADMINISTRATOR : Authority.MEMBER;
        return new TokenResult.Accepted(new Identity(user, authority, id));
    }

    @Override
    public Optional<Identity> byTicket(String ticket, DeviceId device) {
        return tickets.verify(ticket, device).filter(audit::admit);
    }

    @Override
    public Ticket issueTicket(Identity identity, DeviceId device) {
        return tickets.issue(identity, device);
    }

    @Override
    public boolean stillGood(Identity identity) {
        return audit.stillGood(identity);
    }

    /// Looks up again whatever the user shows next.
    @Override
    public void revoked(UserId user, Predicate<Identity> revoked) {
        believed.revoked(user);
    }
}
