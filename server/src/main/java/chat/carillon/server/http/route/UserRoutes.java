package chat.carillon.server.http.route;

import chat.carillon.model.UserId;
import chat.carillon.protocol.ErrorCode;
import chat.carillon.protocol.Limits;
import chat.carillon.protocol.json.JsonObject;
import chat.carillon.server.account.Accounts;
import chat.carillon.server.http.Access;
import chat.carillon.server.http.Answer;
import chat.carillon.server.http.Call;
import chat.carillon.server.http.Route;
import chat.carillon.server.http.Route.Method;
import java.time.Duration;
import java.util.List;

/// Accounts and invitations.
public final class UserRoutes {
    private static final int CREATED = 201;
    private static final long DEFAULT_INVITATION_SECONDS = Duration.ofDays(7).toSeconds();
    private static final long MAX_INVITATION_SECONDS = Duration.ofDays(90).toSeconds();

    private final Accounts accounts;
    private final Limits limits;

    public UserRoutes(Accounts accounts, Limits limits) {
        this.accounts = accounts;
        this.limits = limits;
    }

    public List<Route> routes() {
        return List.of(
                new Route(Method.GET, "/v1/me", Access.USER, this::me),
                new Route(Method.POST, "/v1/users", Access.OPTIONAL, this::create),
                new Route(Method.GET, "/v1/users", Access.USER, this::list),
                new Route(Method.GET, "/v1/users/{user}", Access.USER, this::find),
                new Route(Method.PATCH, "/v1/users/{user}", Access.USER, this::change),
                new Route(Method.POST, "/v1/users/{user}/tokens", Access.ADMINISTRATOR, this::issueToken),
                new Route(Method.POST, "/v1/invitations", Access.ADMINISTRATOR, this::invite));
    }

    private Answer me(Call call) {
        return account(call.user());
    }

    private Answer find(Call call) {
        return account(call.pathUser());
    }

    private Answer account(UserId user) {
        return accounts.find(user)
                .map(account -> Answer.json(json -> Shapes.account(json, account)))
                .orElseGet(() -> Answer.problem(ErrorCode.NO_SUCH_USER, "there is no user " + user));
    }

    /// An administrator's token makes an account for somebody else; without a token people register themselves.
    private Answer create(Call call) {
        JsonObject body = call.body();
        Accounts.NewAccount account = LoginRoutes.newAccount(body);
        if (call.optionalIdentity() != null) {
            return Replies.outcome(
                    accounts.create(call.identity(), account),
                    made -> Answer.json(CREATED, json -> Shapes.account(json, made)));
        }
        return Replies.outcome(
                accounts.register(account, body.stringOrNull("invitation"), call.address()),
                login -> Answer.json(CREATED, json -> Shapes.login(json, login)));
    }

    private Answer list(Call call) {
        String after = call.query("after");
        return Answer.json(json -> json.objects(
                "users",
                accounts.list(
                        call.query("query"),
                        after == null ? null : new UserId(after),
                        call.limit(limits.maxPageEntries())),
                Shapes::account));
    }

    private Answer change(Call call) {
        JsonObject body = call.body();
        var change = new Accounts.Change(
                body.stringOrNull("displayName"),
                body.has("administrator") ? body.booleanOr("administrator", false) : null,
                body.has("disabled") ? body.booleanOr("disabled", false) : null,
                body.stringOrNull("password"),
                body.stringOrNull("oldPassword"));
        return Replies.outcome(
                accounts.change(call.identity(), call.pathUser(), change),
                changed -> Answer.json(json -> Shapes.account(json, changed)));
    }

    private Answer issueToken(Call call) {
        return Replies.outcome(
                accounts.issueToken(
                        call.identity(), call.pathUser(), call.body().stringOrNull("label")),
                login -> Answer.json(CREATED, json -> Shapes.login(json, login)));
    }

    private Answer invite(Call call) {
        long seconds = call.body().integerOr("lifetimeSeconds", 1, MAX_INVITATION_SECONDS, DEFAULT_INVITATION_SECONDS);
        String invitation = accounts.invite(call.identity(), Duration.ofSeconds(seconds));
        return Answer.json(CREATED, json -> json.field("invitation", invitation).field("lifetimeSeconds", seconds));
    }
}
