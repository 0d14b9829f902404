package chat.carillon.loadtest.verify.push;

import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import java.util.Set;

/// Who of a conversation's members is to be told of messages.
///
/// @param away have no session and want everything: each must be told of each message once
/// @param connected have a session and want everything: told if their connection was silent, but never twice
/// @param quiet want none of what is said here: must not be told
public record Audience(
        String name, ConversationId conversation, Set<UserId> away, Set<UserId> connected, Set<UserId> quiet) {
    public Audience {
        away = Set.copyOf(away);
        connected = Set.copyOf(connected);
        quiet = Set.copyOf(quiet);
    }
}
