package chat.carillon.server.http.route;

import chat.carillon.core.people.AuditKind;
import chat.carillon.model.UserId;
import chat.carillon.protocol.json.JsonObject;
import chat.carillon.server.account.Accounts;
import chat.carillon.server.account.Logins;
import chat.carillon.server.http.Access;
import chat.carillon.server.http.Answer;
import chat.carillon.server.http.Call;
import chat.carillon.server.http.Route;
import chat.carillon.server.http.Route.Method;
import chat.carillon.server.operator.Audit;
import java.util.List;

/// Coming in and going out: the first administrator, logins and their tokens.
public final class LoginRoutes {
    private static final int CREATED = 201;

    private final Accounts accounts;
    private final Logins logins;
    private final Audit audit;

    public LoginRoutes(Accounts accounts, Logins logins, Audit audit) {
        this.accounts = accounts;
        this.logins = logins;
        this.audit = audit;
    }

    public List<Route> routes() {
        return List.of(
                new Route(Method.POST, "/v1/setup", Access.OPEN, this::setUp),
                new Route(Method.POST, "/v1/login", Access.OPEN, this::login),
                new Route(Method.POST, "/v1/logout", Access.USER, this::logout),
                new Route(Method.GET, "/v1/tokens", Access.USER, this::tokens),
                new Route(Method.DELETE, "/v1/tokens", Access.USER, this::logoutEverywhere));
    }

    private Answer setUp(Call call) {
        JsonObject body = call.body();
        return Replies.outcome(accounts.setUp(body.string("setupToken"), newAccount(body), call.address()), login -> {
            UserId made = login.account().user();
            audit.note(made, call.address(), AuditKind.ADMINISTRATOR_MADE, made.value());
            return Answer.json(CREATED, json -> Shapes.login(json, login));
        });
    }

    static Accounts.NewAccount newAccount(JsonObject body) {
        return new Accounts.NewAccount(
                body.string("username"),
                body.string("password"),
                body.stringOrNull("displayName"),
                body.booleanOr("administrator", false));
    }

    private Answer login(Call call) {
        JsonObject body = call.body();
        return Replies.outcome(
                logins.login(
                        body.string("username"), body.string("password"), body.stringOrNull("label"), call.address()),
                login -> Answer.json(json -> Shapes.login(json, login)));
    }

    private Answer logout(Call call) {
        return Replies.outcome(logins.logout(call.identity()), _ -> Answer.nothing());
    }

    private Answer tokens(Call call) {
        return Answer.json(json -> json.objects("tokens", logins.of(call.user()), Shapes::token));
    }

    private Answer logoutEverywhere(Call call) {
        int count = logins.logoutEverywhere(call.user());
        return Answer.json(json -> json.field("revoked", count));
    }
}
