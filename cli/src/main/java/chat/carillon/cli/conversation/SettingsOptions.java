package chat.carillon.cli.conversation;

import chat.carillon.model.EntryBody.JoinPolicy;
import chat.carillon.model.EntryBody.SettingsChanged;
import chat.carillon.model.Role;
import chat.carillon.model.WireName;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of `carillon conversation set` that say who may do what.
final class SettingsOptions {
    private static final SettingsChanged NOTHING = new SettingsChanged(null, null, null, null);

    @Option(names = "--join", paramLabel = "WHO", description = "Who may join a channel: open or invited.")
    private @Nullable String join;

    @Option(names = "--post", paramLabel = "ROLE", description = "Who may post.")
    private @Nullable String post;

    @Option(names = "--invite", paramLabel = "ROLE", description = "Who may add members.")
    private @Nullable String invite;

    @Option(names = "--archived", paramLabel = "BOOL", arity = "1", description = "true: it can only be read.")
    private @Nullable Boolean archived;

    /// Whether the conversation is taken out of the archive.
    boolean opens() {
        return Boolean.FALSE.equals(archived);
    }

    /// What is to change, if anything is.
    Optional<SettingsChanged> change() {
        var change = new SettingsChanged(
                join == null ? null : WireName.parse(JoinPolicy.class, "join", join),
                post == null ? null : WireName.parse(Role.class, "post", post),
                invite == null ? null : WireName.parse(Role.class, "invite", invite),
                archived);
        return Optional.of(change).filter(some -> !some.equals(NOTHING));
    }
}
