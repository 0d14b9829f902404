package chat.carillon.server.http.route;

import chat.carillon.core.people.AuditKind;
import chat.carillon.core.store.AccountStore;
import chat.carillon.model.UserId;
import chat.carillon.protocol.ErrorCode;
import chat.carillon.protocol.Limits;
import chat.carillon.protocol.json.JsonObject;
import chat.carillon.server.account.Accounts;
import chat.carillon.server.account.People;
import chat.carillon.server.http.Access;
import chat.carillon.server.http.Answer;
import chat.carillon.server.http.Call;
import chat.carillon.server.http.Route;
import chat.carillon.server.http.Route.Method;
import chat.carillon.server.operator.Audit;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/// Accounts and invitations.
public final class UserRoutes {
    private static final int CREATED = 201;
    private static final long DEFAULT_INVITATION_SECONDS = Duration.ofDays(7).toSeconds();
    private static final long MAX_INVITATION_SECONDS = Duration.ofDays(90).toSeconds();

    /// A request's first line is 4 KiB at most.
    private static final int MAX_NAMES_CHARS = 3_000;

    private final Accounts accounts;
    private final People people;
    private final Audit audit;
    private final Limits limits;

    public UserRoutes(Accounts accounts, People people, Audit audit, Limits limits) {
        this.accounts = accounts;
        this.people = people;
        this.audit = audit;
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
                new Route(Method.GET, "/v1/invitations", Access.ADMINISTRATOR, this::invitations),
                new Route(Method.POST, "/v1/invitations", Access.ADMINISTRATOR, this::invite),
                new Route(Method.DELETE, "/v1/invitations/{invitation}", Access.ADMINISTRATOR, this::withdraw));
    }

    private Answer me(Call call) {
        return account(call.user());
    }

    private Answer find(Call call) {
        return account(call.pathUser());
    }

    private Answer account(UserId user) {
        return people.find(user)
                .map(person -> Answer.json(json -> Shapes.person(json, person)))
                .orElseGet(() -> Answer.problem(ErrorCode.NO_SUCH_USER, "there is no user " + user));
    }

    /// An administrator's token makes an account for somebody else; without a token people register themselves.
    private Answer create(Call call) {
        JsonObject body = call.body();
        Accounts.NewAccount account = LoginRoutes.newAccount(body);
        if (call.optionalIdentity() != null) {
            return Replies.outcome(accounts.create(call.identity(), account), made -> {
                note(call, AuditKind.USER_MADE, made.user());
                return Answer.json(CREATED, json -> Shapes.account(json, made));
            });
        }
        return Replies.outcome(
                accounts.register(account, body.stringOrNull("invitation"), call.address()),
                login -> Answer.json(CREATED, json -> Shapes.login(json, login)));
    }

    private Answer list(Call call) {
        String names = call.query("names", MAX_NAMES_CHARS);
        String after = call.query("after");
        List<People.Person> found = names == null
                ? people.list(
                        call.query("query"),
                        after == null ? null : new UserId(after),
                        call.limit(limits.maxPageEntries()))
                : people.find(Arrays.stream(names.split(","))
                        .map(UserId::new)
                        .limit(limits.maxPageEntries())
                        .toList());
        return Answer.json(json -> json.objects("users", found, Shapes::person));
    }

    private Answer change(Call call) {
        JsonObject body = call.body();
        var change = new Accounts.Change(
                body.stringOrNull("displayName"),
                body.has("administrator") ? body.booleanOr("administrator", false) : null,
                body.has("disabled") ? body.booleanOr("disabled", false) : null,
                body.stringOrNull("password"),
                body.stringOrNull("oldPassword"));
        var told = new People.Told(body.stringOrNull("title"), body.stringOrNull("timeZone"));
        return Replies.outcome(accounts.change(call.identity(), call.pathUser(), change), changed -> {
            people.tell(changed.user(), told);
            noteChange(call, change);
            return Answer.json(json -> Shapes.person(json, people.of(changed)));
        });
    }

    private void note(Call call, AuditKind kind, UserId subject) {
        audit.note(call.user(), call.address(), kind, subject.value());
    }

    /// What people change of themselves is their own affair.
    private void noteChange(Call call, Accounts.Change change) {
        UserId subject = call.pathUser();
        if (call.user().equals(subject)) {
            return;
        }
        if (change.disabled() != null) {
            note(call, change.disabled() ? AuditKind.USER_DISABLED : AuditKind.USER_ENABLED, subject);
        }
        if (change.administrator() != null) {
            note(call, change.administrator() ? AuditKind.ADMINISTRATOR_MADE : AuditKind.ADMINISTRATOR_UNMADE, subject);
        }
        if (change.password() != null) {
            note(call, AuditKind.PASSWORD_SET, subject);
        }
        if (change.disabled() == null && change.administrator() == null && change.password() == null) {
            note(call, AuditKind.PROFILE_CHANGED, subject);
        }
    }

    private Answer issueToken(Call call) {
        return Replies.outcome(
                accounts.issueToken(
                        call.identity(), call.pathUser(), call.body().stringOrNull("label")),
                login -> {
                    note(call, AuditKind.TOKEN_MADE, call.pathUser());
                    return Answer.json(CREATED, json -> Shapes.login(json, login));
                });
    }

    private Answer invitations(Call call) {
        List<AccountStore.Token> open = accounts.invitations().open(call.limit(limits.maxPageEntries()));
        return Answer.json(json -> json.objects("invitations", open, Shapes::invitation));
    }

    private Answer withdraw(Call call) {
        return accounts.invitations()
                .withdraw(call.path("invitation"))
                .map(withdrawn -> {
                    note(call, AuditKind.INVITATION_WITHDRAWN, withdrawn.user());
                    return Answer.nothing();
                })
                .orElseGet(() -> Answer.problem(ErrorCode.NOT_FOUND, "no such invitation is open"));
    }

    private Answer invite(Call call) {
        long seconds = call.body().integerOr("lifetimeSeconds", 1, MAX_INVITATION_SECONDS, DEFAULT_INVITATION_SECONDS);
        String invitation = accounts.invitations().make(call.identity(), Duration.ofSeconds(seconds));
        audit.note(call.user(), call.address(), AuditKind.INVITATION_MADE, null);
        return Answer.json(CREATED, json -> json.field("invitation", invitation).field("lifetimeSeconds", seconds));
    }
}
