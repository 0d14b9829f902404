package chat.carillon.server.http.route.device;

import chat.carillon.core.push.Confirmation;
import chat.carillon.core.push.Digest;
import chat.carillon.core.push.DigestSender;
import chat.carillon.core.push.PushResult;
import chat.carillon.core.push.digest.Mailbox;
import chat.carillon.core.push.digest.MailboxStore;
import chat.carillon.model.UserId;
import chat.carillon.protocol.ErrorCode;
import chat.carillon.protocol.json.JsonObject;
import chat.carillon.server.http.Access;
import chat.carillon.server.http.Answer;
import chat.carillon.server.http.Call;
import chat.carillon.server.http.Route;
import chat.carillon.server.http.Route.Method;
import chat.carillon.server.http.route.PageRoutes;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Where a user gets digests by mail, and the links in those mails. A link shows a page first, since programs that
/// look for malice open links too; what it says is done by a `POST`, which mail programs also send by themselves
/// (RFC 8058).
public final class MailRoutes {
    private static final String MINE = "/v1/me/mail";
    private static final String CONFIRM = "/v1/confirm/{token}";
    private static final String UNSUBSCRIBE = "/v1/unsubscribe/{token}";

    /// How long a caller waits for the mail server; mails themselves may take longer.
    private static final long MAX_WAIT_SECONDS = 15;

    private final MailboxStore mailboxes;
    private final @Nullable Offer mail;
    private final LongSupplier nowMillis;

    /// What is set up here.
    ///
    /// @param sender asks whether an address is a user's
    public record Offer(DigestSender sender, MailLinks links) {}

    /// @param mail null if no mail server is set up
    /// @param nowMillis the store's time
    public MailRoutes(MailboxStore mailboxes, @Nullable Offer mail, LongSupplier nowMillis) {
        this.mailboxes = mailboxes;
        this.mail = mail;
        this.nowMillis = nowMillis;
    }

    public List<Route> routes() {
        return List.of(
                new Route(Method.GET, MINE, Access.USER, this::show),
                new Route(Method.PUT, MINE, Access.USER, this::put),
                new Route(Method.DELETE, MINE, Access.USER, this::remove),
                new Route(Method.GET, CONFIRM, Access.OPEN, call -> confirm(call, false)),
                new Route(Method.POST, CONFIRM, Access.OPEN, call -> confirm(call, true)),
                new Route(Method.GET, UNSUBSCRIBE, Access.OPEN, call -> unsubscribe(call, false)),
                new Route(Method.POST, UNSUBSCRIBE, Access.OPEN, call -> unsubscribe(call, true)));
    }

    private Answer show(Call call) {
        return shown(mailboxes.find(call.user()).orElseGet(() -> Mailbox.of(call.user())), null);
    }

    private Answer shown(Mailbox mailbox, @Nullable String confirmation) {
        Mailbox.Turn turn = mailbox.turn();
        return Answer.json(json -> {
            json.field("offered", mail != null)
                    .optional("address", mailbox.address().isEmpty() ? null : mailbox.address())
                    .field("confirmed", mailbox.isConfirmed())
                    .field("digest", mailbox.wanted())
                    .optional("confirmation", confirmation);
            if (turn.state() != Mailbox.State.NONE) {
                json.object(
                        "last",
                        last -> last.field("state", turn.state().wireName())
                                .field("decidedAt", turn.decidedAtMillis())
                                .field("attempts", turn.attempts())
                                .field("outcome", turn.outcome()));
            }
        });
    }

    private Answer put(Call call) {
        if (mail == null) {
            return Answer.problem(ErrorCode.MAIL_OFF, "no mail server is set up");
        }
        JsonObject body = call.body();
        String address = Digest.checkAddress(body.string("address"));
        boolean digest = body.booleanOr("digest", true);
        long now = nowMillis.getAsLong();
        var tooMany = new AtomicBoolean();
        Optional<Mailbox> kept = mailboxes.change(call.user(), found -> {
            Mailbox next = found.at(address).wanting(digest, now);
            Optional<Mailbox> asked = next.isConfirmed() ? Optional.of(next) : next.asking(now);
            tooMany.set(asked.isEmpty());
            return asked.orElse(found);
        });
        if (kept.isEmpty()) {
            return Answer.problem(ErrorCode.OVERLOADED, "somebody else changes it at this moment");
        }
        if (tooMany.get()) {
            return new Answer.Problem(
                    ErrorCode.RATE_LIMITED,
                    "%d mails in a day have asked for confirmation".formatted(Mailbox.MAX_ASKED_A_DAY),
                    Math.max(1, kept.get().askAgainMillis() - now));
        }
        return kept.get().isConfirmed() ? shown(kept.get(), null) : asked(mail, kept.get(), now);
    }

    private Answer asked(Offer by, Mailbox mailbox, long now) {
        var confirmation =
                new Confirmation(mailbox.address(), mailbox.user(), by.links().confirm(mailbox, now));
        return switch (answer(by, confirmation)) {
            case PushResult.Accepted _ -> shown(mailbox, "sent");
            case PushResult.InvalidTarget(String why) -> Answer.problem(ErrorCode.INVALID_FIELD, "address: " + why);
            case PushResult.Rejected _, PushResult.Retry _ -> shown(mailbox, "failed");
        };
    }

    private static PushResult answer(Offer by, Confirmation confirmation) {
        try {
            return by.sender().ask(confirmation).toCompletableFuture().get(MAX_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return new PushResult.Retry(null, "no answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new PushResult.Retry(null, "interrupted");
        }
    }

    private Answer remove(Call call) {
        mailboxes.change(call.user(), Mailbox::withoutAddress);
        return Answer.nothing();
    }

    private Answer confirm(Call call, boolean now) {
        String token = call.path("token");
        Optional<Mailbox> asked = links().flatMap(links -> links.confirming(token, nowMillis.getAsLong()));
        if (asked.isEmpty()) {
            return gone();
        }
        UserId user = asked.get().user();
        if (now) {
            mailboxes.change(
                    user, found -> isSame(found, asked.get()) ? found.confirmed(nowMillis.getAsLong()) : found);
            return page("Confirmed", "Digests of what you miss are mailed to this address.", null);
        }
        return page(
                "Is this your address?",
                "The user %s asks for digests of unread messages to the address that this was mailed to."
                        .formatted(user),
                "Yes, it is mine");
    }

    private Answer unsubscribe(Call call, boolean now) {
        Optional<Mailbox> asked = links().flatMap(links -> links.unsubscribing(call.path("token")));
        if (asked.isEmpty()) {
            return gone();
        }
        if (now) {
            mailboxes.change(
                    asked.get().user(),
                    found -> isSame(found, asked.get()) ? found.wanting(false, nowMillis.getAsLong()) : found);
            return page("Unsubscribed", "No more digests are mailed to this address.", null);
        }
        return page(
                "No more digests?",
                "Digests of unread messages of the user %s are not mailed any more."
                        .formatted(asked.get().user()),
                "Unsubscribe");
    }

    private static boolean isSame(Mailbox found, Mailbox asked) {
        return found.address().equals(asked.address());
    }

    private Optional<MailLinks> links() {
        return Optional.ofNullable(mail).map(Offer::links);
    }

    private static Answer gone() {
        return Answer.problem(ErrorCode.NOT_FOUND, "the link is too old, or of another address");
    }

    /// User names hold nothing that HTML would take for its own.
    private static Answer page(String title, String text, @Nullable String button) {
        String form = button == null ? "" : "<form method=\"post\"><button>" + button + "</button></form>";
        return PageRoutes.page(title, "<p>" + text + "</p>" + form);
    }
}
