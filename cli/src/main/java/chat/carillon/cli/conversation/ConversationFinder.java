package chat.carillon.cli.conversation;

import chat.carillon.cli.console.Failure;
import chat.carillon.cli.text.SafeText;
import chat.carillon.client.http.CarillonHttp;
import chat.carillon.client.http.Channel;
import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.UserId;
import chat.carillon.protocol.ConversationSummary;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/// Finds the conversation that somebody means by `#name`, `@user`, a name or an id.
public final class ConversationFinder {
    private static final int MAX_CHANNELS = 500;

    private final CarillonHttp http;

    public ConversationFinder(CarillonHttp http) {
        this.http = http;
    }

    /// One of the user's own conversations; with `@user`, a direct one that is made if there is none.
    public ConversationId mine(String wanted) {
        Optional<ConversationId> found = amongMine(wanted);
        if (found.isPresent()) {
            return found.get();
        }
        if (wanted.startsWith("@")) {
            UserId user = new UserId(wanted.substring(1));
            return http.createConversation(ConversationKind.DIRECT, null, null, List.of(user))
                    .id();
        }
        throw new Failure(
                "%s is in no conversation called %s.".formatted(http.me().user(), SafeText.line(wanted)),
                "'carillon conversation list' shows which there are; 'carillon conversation join %s' joins a channel."
                        .formatted(bare(wanted)));
    }

    /// One of the user's own conversations, or a channel that anyone may join.
    public ConversationId any(String wanted) {
        return amongMine(wanted).orElseGet(() -> channel(wanted));
    }

    /// A channel that anyone may join.
    public ConversationId channel(String wanted) {
        List<Channel> named = http.channels(bare(wanted), MAX_CHANNELS).stream()
                .filter(channel -> bare(wanted).equalsIgnoreCase(channel.name())
                        || channel.id().value().equals(wanted))
                .toList();
        if (named.isEmpty() && wanted.startsWith("c") && !wanted.contains(" ")) {
            return new ConversationId(wanted);
        }
        return one(wanted, named.stream().map(Channel::id).toList())
                .orElseThrow(() -> new Failure(
                        "There is no channel called %s that this user may join.".formatted(SafeText.line(wanted)),
                        "'carillon conversation list --all' shows which ones there are."));
    }

    /// What it is called, as commands take it.
    public static String name(ConversationSummary summary, UserId me) {
        return switch (summary.kind()) {
            case CHANNEL -> "#" + summary.name();
            case GROUP -> Objects.requireNonNullElse(summary.name(), "");
            case DIRECT ->
                "@"
                        + summary.users().stream()
                                .filter(user -> !user.equals(me))
                                .findFirst()
                                .orElse(me);
        };
    }

    /// Names need not be unique, but two channels of one name are hardly ever meant.
    ///
    /// @throws Failure if the user can see a channel that is called so
    public void requireNoChannel(String name) {
        boolean mine = http.conversations().stream()
                .anyMatch(
                        summary -> summary.kind() == ConversationKind.CHANNEL && name.equalsIgnoreCase(summary.name()));
        boolean open =
                http.channels(name, MAX_CHANNELS).stream().anyMatch(channel -> name.equalsIgnoreCase(channel.name()));
        if (mine || open) {
            throw new Failure(
                    "There is a channel #%s already.".formatted(SafeText.line(name)),
                    mine ? "You are in it." : "'carillon conversation join %s' joins it.".formatted(name));
        }
    }

    private Optional<ConversationId> amongMine(String wanted) {
        List<ConversationSummary> mine = http.conversations();
        UserId me = wanted.startsWith("@") ? http.me().user() : new UserId("nobody");
        List<ConversationId> named = mine.stream()
                .filter(summary -> summary.id().value().equals(wanted) || isCalled(summary, wanted, me))
                .map(ConversationSummary::id)
                .toList();
        return one(wanted, named);
    }

    private static boolean isCalled(ConversationSummary summary, String wanted, UserId me) {
        if (wanted.startsWith("@")) {
            return summary.kind() == ConversationKind.DIRECT
                    && summary.users().stream()
                            .anyMatch(user -> !user.equals(me) && user.value().equalsIgnoreCase(wanted.substring(1)));
        }
        return summary.name() != null && summary.name().equalsIgnoreCase(bare(wanted));
    }

    private static Optional<ConversationId> one(String wanted, List<ConversationId> found) {
        if (found.size() > 1) {
            throw new Failure(
                    "%d conversations are called %s.".formatted(found.size(), SafeText.line(wanted)),
                    "Name one by its id: "
                            + found.stream().map(ConversationId::value).collect(Collectors.joining(", ")));
        }
        return found.stream().findFirst();
    }

    private static String bare(String wanted) {
        return wanted.startsWith("#") ? wanted.substring(1) : wanted;
    }
}
