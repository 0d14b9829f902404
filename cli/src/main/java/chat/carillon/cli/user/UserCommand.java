package chat.carillon.cli.user;

import chat.carillon.cli.connect.NewPassword;
import chat.carillon.cli.connect.ServerAccess;
import chat.carillon.cli.connect.ServerAccess.Preference;
import chat.carillon.cli.console.Console;
import chat.carillon.cli.console.Failure;
import chat.carillon.cli.console.TextTable;
import chat.carillon.client.http.Account;
import chat.carillon.client.http.AccountChange;
import chat.carillon.client.http.CarillonHttp;
import chat.carillon.client.http.Login;
import chat.carillon.model.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `carillon user`: accounts. On the server's own machine its operator's token is used.
@Command(name = "user", description = "Make, list and change accounts.")
public final class UserCommand {
    private static final int PAGE = 500;

    /// What the server takes.
    private static final int MAX_INVITATION_DAYS = 90;

    @Command(
            name = "add",
            description = "Make an account.",
            footer = {"", "The password is asked for twice, or taken from CARILLON_PASSWORD."})
    int add(
            @Mixin ServerAccess access,
            @Parameters(paramLabel = "NAME", description = "Letters, digits, '.', '_' and '-'.") String name,
            @Option(names = "--name", paramLabel = "TEXT", description = "How the user is shown; default: NAME.")
                    @Nullable
                    String displayName,
            @Option(names = "--admin", description = "Makes an administrator.") boolean administrator) {
        try (access) {
            CarillonHttp http = access.http(Preference.OPERATOR);
            UserId user = new UserId(name);
            Account made = http.createUser(
                    user.value(),
                    NewPassword.of(user.value()),
                    Objects.requireNonNullElse(displayName, name),
                    administrator);
            Console.out()
                    .printf(
                            "Made %s%s. They log in with: carillon chat --url %s%n",
                            made.user(), made.administrator() ? ", an administrator" : "", access.url());
        }
        return 0;
    }

    @Command(name = "list", description = "List accounts.")
    int list(
            @Mixin ServerAccess access,
            @Parameters(arity = "0..1", paramLabel = "PART", description = "Only those whose name holds this.")
                    @Nullable
                    String part) {
        try (access) {
            CarillonHttp http = access.http(Preference.OPERATOR);
            TextTable table = new TextTable("USER", "NAME", "ROLE", "STATE", "SINCE");
            UserId after = null;
            List<Account> page;
            do {
                page = http.users(part == null ? "" : part, after, PAGE);
                page.forEach(account -> table.add(
                        account.user(),
                        account.displayName(),
                        account.administrator() ? "administrator" : "user",
                        account.disabled() ? "disabled" : "active",
                        Instant.ofEpochMilli(account.createdAtMillis())
                                .atZone(ZoneOffset.UTC)
                                .toLocalDate()));
                after = page.isEmpty() ? null : page.getLast().user();
            } while (page.size() == PAGE);
            table.print(Console.out());
        }
        return 0;
    }

    @Command(
            name = "password",
            description = "Set a password; it ends all logins of the user.",
            footer = {"", "The password is asked for twice, or taken from CARILLON_PASSWORD."})
    int password(
            @Mixin ServerAccess access, @Parameters(paramLabel = "NAME", description = "Whose account.") String name) {
        try (access) {
            UserId user = new UserId(name);
            CarillonHttp http = access.http(Preference.OPERATOR);
            boolean own = http.me().user().equals(user);
            String old = own ? Console.askPassword("Present password of " + user) : null;
            var _ = http.changeUser(user, AccountChange.password(NewPassword.of(user.value()), old));
            Console.out().printf("The password of %s is set; all logins have ended.%n", user);
        }
        return 0;
    }

    @Command(name = "disable", description = "Shut an account out; nothing it wrote is lost.")
    int disable(
            @Mixin ServerAccess access, @Parameters(paramLabel = "NAME", description = "Whose account.") String name) {
        return change(access, name, AccountChange.disabled(true), "%s is disabled; all logins have ended.%n");
    }

    @Command(name = "enable", description = "Let a disabled account in again.")
    int enable(
            @Mixin ServerAccess access, @Parameters(paramLabel = "NAME", description = "Whose account.") String name) {
        return change(access, name, AccountChange.disabled(false), "%s is active again.%n");
    }

    @Command(name = "promote", description = "Make an account an administrator.")
    int promote(
            @Mixin ServerAccess access, @Parameters(paramLabel = "NAME", description = "Whose account.") String name) {
        return change(access, name, AccountChange.administrator(true), "%s is an administrator.%n");
    }

    @Command(name = "demote", description = "Make an administrator an ordinary user.")
    int demote(
            @Mixin ServerAccess access, @Parameters(paramLabel = "NAME", description = "Whose account.") String name) {
        return change(access, name, AccountChange.administrator(false), "%s is no administrator any longer.%n");
    }

    private static int change(ServerAccess access, String name, AccountChange change, String done) {
        try (access) {
            Account changed = access.http(Preference.OPERATOR).changeUser(new UserId(name), change);
            Console.out().printf(done, changed.user());
        }
        return 0;
    }

    @Command(
            name = "token",
            description = "Print a token with which a program acts as a user.",
            footer = {"", "It is worth as much as the password. 'carillon user password' ends it."})
    int token(
            @Mixin ServerAccess access,
            @Parameters(paramLabel = "NAME", description = "Whose account.") String name,
            @Option(names = "--label", paramLabel = "TEXT", description = "What the user will know it by.") @Nullable
                    String label) {
        try (access) {
            Login login = access.http(Preference.OPERATOR)
                    .createToken(new UserId(name), label == null ? "made by an administrator" : label);
            Console.out().println(login.token());
        }
        return 0;
    }

    @Command(name = "invite", description = "Print an invitation: whoever has it may make one account.")
    int invite(
            @Mixin ServerAccess access,
            @Option(
                            names = "--days",
                            paramLabel = "N",
                            defaultValue = "7",
                            description = "How long it is good; default: 7.")
                    int days) {
        if (days < 1 || days > MAX_INVITATION_DAYS) {
            throw new Failure("--days is %d.".formatted(days), "1 to %d.".formatted(MAX_INVITATION_DAYS));
        }
        try (access) {
            Console.out().println(access.http(Preference.OPERATOR).invite(Duration.ofDays(days)));
        }
        return 0;
    }

    @Command(name = "invitations", description = "List the invitations that are open.")
    int invitations(@Mixin ServerAccess access) {
        try (access) {
            TextTable table = new TextTable("ID", "BY", "MADE", "EXPIRES");
            for (Account.Invitation invitation :
                    access.http(Preference.OPERATOR).invitations()) {
                table.add(
                        invitation.id(),
                        invitation.by(),
                        Instant.ofEpochMilli(invitation.createdAtMillis()).truncatedTo(ChronoUnit.SECONDS),
                        Instant.ofEpochMilli(invitation.expiresAtMillis()).truncatedTo(ChronoUnit.SECONDS));
            }
            table.print(Console.out());
        }
        return 0;
    }

    @Command(name = "withdraw", description = "Make an invitation worthless.")
    int withdraw(
            @Mixin ServerAccess access,
            @Parameters(paramLabel = "ID", description = "As 'carillon user invitations' lists it.") String id) {
        try (access) {
            access.http(Preference.OPERATOR).withdrawInvitation(id);
            Console.out().println("Nobody makes an account with it any more.");
        }
        return 0;
    }
}
