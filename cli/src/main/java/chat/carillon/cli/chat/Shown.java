package chat.carillon.cli.chat;

import chat.carillon.cli.chat.conversation.ShownMessage;
import chat.carillon.cli.chat.conversation.ShownMessage.Change;
import chat.carillon.cli.chat.conversation.ShownMessage.Delivery;
import chat.carillon.cli.chat.model.Overlay;
import chat.carillon.client.http.Hit;
import chat.carillon.client.http.MessageState;
import chat.carillon.model.UserId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Turns what the server's HTTP calls answer into what the model shows. Pure.
final class Shown {
    private static final char MATCH_START = 2;
    private static final char MATCH_END = 3;

    private Shown() {}

    static ShownMessage message(MessageState message, UserId me) {
        Change change =
                message.deleted() ? Change.DELETED : message.editedAtMillis() != null ? Change.EDITED : Change.NONE;
        Map<String, List<UserId>> reactions = new LinkedHashMap<>();
        for (MessageState.Reaction reaction : message.reactions()) {
            List<UserId> users = new ArrayList<>(reaction.users());
            if (reaction.mine() && !users.contains(me)) {
                users.add(me);
            }
            reactions.put(reaction.emoji(), List.copyOf(users));
        }
        return new ShownMessage(
                message.seq(),
                null,
                message.sender(),
                message.atMillis(),
                message.text(),
                message.replyTo(),
                change,
                reactions,
                new Delivery.Sent());
    }

    static Overlay.Hit hit(Hit hit) {
        StringBuilder snippet = new StringBuilder(hit.snippet());
        for (Hit.Range match : hit.matches().reversed()) {
            if (match.start() <= match.end() && match.end() <= hit.snippet().length()) {
                snippet.insert(match.end(), MATCH_END).insert(match.start(), MATCH_START);
            }
        }
        return new Overlay.Hit(
                hit.conversation(),
                hit.message().seq(),
                hit.message().sender(),
                hit.message().atMillis(),
                snippet.toString());
    }
}
