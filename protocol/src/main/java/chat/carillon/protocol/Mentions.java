package chat.carillon.protocol;

import chat.carillon.model.UserId;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/// Finds `@username`, `@here`, `@channel` and `@everyone` in the text of a message.
public final class Mentions {
    /// Users that one message can name; further ones are not looked at.
    public static final int MAX_PER_MESSAGE = 200;

    /// In a conversation of more members, a member without a role means nobody by `@channel`,
    /// `@everyone` or `@here`.
    public static final int MAX_BROADCAST_MEMBERS = 256;

    private static final UserId HERE = new UserId("here");
    private static final Set<UserId> EVERYONE = Set.of(new UserId("channel"), new UserId("everyone"));

    private Mentions() {}

    /// Whom `text` may name: every `@username` that does not follow a letter or digit (as in a mail
    /// address). A name may end in `.`, `_` or `-`, and so may a sentence: then the name without
    /// them is given as well.
    public static Set<UserId> in(String text) {
        int at = text.indexOf('@');
        if (at < 0) {
            return Set.of();
        }
        var users = new LinkedHashSet<UserId>();
        while (at >= 0 && users.size() < MAX_PER_MESSAGE) {
            int end = nameEnd(text, at + 1);
            if (at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1))) {
                addSpellings(text.substring(at + 1, end), users);
            }
            at = text.indexOf('@', end);
        }
        return users;
    }

    /// Whether `text` means members without naming them: empty for nobody, else whether only those
    /// who are connected (`@here`) or all (`@channel`, `@everyone`). A user who is called so cannot
    /// be meant alone.
    public static Optional<Boolean> broadcast(String text) {
        Set<UserId> named = in(text);
        if (!Collections.disjoint(named, EVERYONE)) {
            return Optional.of(false);
        }
        return named.contains(HERE) ? Optional.of(true) : Optional.empty();
    }

    /// Whether `text` means `user`, by name or with all others. In a large conversation it may say
    /// more than counts: there, only some may mean everybody.
    public static boolean mayMean(String text, UserId user) {
        Set<UserId> named = in(text);
        return named.contains(user) || named.contains(HERE) || !Collections.disjoint(named, EVERYONE);
    }

    private static void addSpellings(String name, Set<UserId> users) {
        String bare = name;
        while (!bare.isEmpty() && !isAlphanumeric(bare.charAt(bare.length() - 1))) {
            bare = bare.substring(0, bare.length() - 1);
        }
        add(name, users);
        add(bare, users);
    }

    private static void add(String name, Set<UserId> users) {
        if (!name.isEmpty() && name.length() <= UserId.MAX_LENGTH && users.size() < MAX_PER_MESSAGE) {
            users.add(new UserId(name));
        }
    }

    private static int nameEnd(String text, int start) {
        int end = start;
        while (end < text.length() && isNamePart(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isNamePart(char c) {
        return isAlphanumeric(c) || c == '.' || c == '_' || c == '-';
    }

    private static boolean isAlphanumeric(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }
}
