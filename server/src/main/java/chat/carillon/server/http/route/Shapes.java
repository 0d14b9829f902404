package chat.carillon.server.http.route;

import chat.carillon.core.conversation.Reading;
import chat.carillon.core.conversation.Summaries;
import chat.carillon.core.log.Conversation;
import chat.carillon.core.log.Member;
import chat.carillon.core.log.Membership;
import chat.carillon.core.log.MessageState;
import chat.carillon.core.people.Profile;
import chat.carillon.core.store.AccountStore;
import chat.carillon.core.store.HistoryStore;
import chat.carillon.core.store.MemberStore;
import chat.carillon.model.ConversationId;
import chat.carillon.model.EntryBody;
import chat.carillon.model.Text;
import chat.carillon.model.UserId;
import chat.carillon.protocol.codec.ConversationJson;
import chat.carillon.protocol.codec.EntryJson;
import chat.carillon.protocol.json.JsonWriter;
import chat.carillon.server.account.Logins;
import chat.carillon.server.account.People;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The JSON of what routes answer, where the socket protocol has no form for it already.
final class Shapes {
    /// A reaction names this many of those who made it; `count` tells of all.
    private static final int MAX_REACTION_USERS = 50;

    /// A list of conversations shows a line of the newest message.
    private static final int MAX_LAST_CHARS = 200;

    private static final char MATCH_BEGINS = '\u0002';
    private static final char MATCH_ENDS = '\u0003';

    private Shapes() {}

    static void account(JsonWriter json, AccountStore.Account account) {
        json.field("user", account.user().value())
                .field("displayName", account.displayName())
                .field("administrator", account.administrator())
                .field("disabled", account.disabled())
                .field("createdAt", account.createdAtMillis());
    }

    /// An account with what its user tells.
    static void person(JsonWriter json, People.Person person) {
        account(json, person.account());
        Profile profile = person.profile();
        json.optional("title", profile.title()).optional("timeZone", profile.timeZone());
        if (profile.avatar() != null) {
            json.field(
                    "avatar",
                    "/v1/users/%s/avatar/%s".formatted(person.account().user(), profile.avatar()));
        }
    }

    /// An invitation without its secret.
    static void invitation(JsonWriter json, AccountStore.Token invitation) {
        json.field("id", invitation.sha256())
                .field("by", invitation.user().value())
                .field("createdAt", invitation.createdAtMillis())
                .field("expiresAt", invitation.expiresAtMillis());
    }

    static void login(JsonWriter json, Logins.Login login) {
        json.field("token", login.token()).field("expiresAt", login.expiresAtMillis());
        account(json, login.account());
    }

    static void token(JsonWriter json, AccountStore.Token token) {
        json.field("label", token.label())
                .field("createdAt", token.createdAtMillis())
                .field("expiresAt", token.expiresAtMillis());
    }

    /// A conversation as anyone sees it who may find it.
    static void conversation(JsonWriter json, Conversation conversation) {
        json.field("id", conversation.id().value())
                .field("kind", conversation.kind().wireName())
                .optional("name", conversation.name())
                .optional("topic", conversation.topic())
                .field("headSeq", conversation.head().headSeq())
                .field("firstSeq", conversation.head().firstSeq());
        particulars(json, conversation);
    }

    /// A conversation as its member sees it: what `welcome` says, and the particulars.
    static void membership(JsonWriter json, Membership membership) {
        ConversationJson.write(json, Summaries.of(membership));
        particulars(json, membership.conversation());
    }

    private static void particulars(JsonWriter json, Conversation conversation) {
        Conversation.Settings settings = conversation.settings();
        json.field("memberCount", conversation.memberCount())
                .object(
                        "settings",
                        inner -> inner.field("join", settings.join().wireName())
                                .field("history", settings.history().wireName())
                                .field("post", settings.post().wireName())
                                .field("invite", settings.invite().wireName())
                                .field("archived", settings.archived()));
    }

    static void member(JsonWriter json, Member member) {
        json.field("user", member.user().value())
                .field("role", member.role().wireName())
                .field("joinedSeq", member.joinedSeq())
                .field("readSeq", member.readSeq())
                .field("deliveredSeq", member.deliveredSeq());
    }

    /// How many have received and read a message; in a small conversation also who.
    static void receipts(JsonWriter json, ConversationId conversation, Reading.Receipts receipts) {
        MemberStore.Mark mark = receipts.tally().marks().getFirst();
        json.field("conversation", conversation.value())
                .field("seq", mark.seq())
                .field("members", receipts.tally().members())
                .field("delivered", mark.delivered())
                .field("read", mark.read());
        if (!receipts.members().isEmpty()) {
            json.objects(
                    "receipts",
                    receipts.members(),
                    (inner, member) -> inner.field("user", member.user().value())
                            .field("deliveredSeq", Math.max(member.deliveredSeq(), member.readSeq()))
                            .field("readSeq", member.readSeq()));
        }
    }

    /// A message in its current state, for one reader.
    static void message(JsonWriter json, MessageState message, UserId reader) {
        json.field("seq", message.seq())
                .field("sender", message.sender().value())
                .field("at", message.atMillis());
        if (message.deleted()) {
            json.optional("replyTo", message.replyTo()).optional("thread", message.thread());
        } else {
            EntryJson.writeBody(
                    json,
                    new EntryBody.Posted(message.text(), message.replyTo(), message.thread(), message.attachments()));
        }
        json.optional("editedAt", message.editedAtMillis()).optional("deletedAt", message.deletedAtMillis());
        if (!message.reactions().isEmpty()) {
            json.objects("reactions", message.reactions().entrySet(), (inner, entry) -> reaction(inner, entry, reader));
        }
        json.field("replies", message.replies());
        MessageState.Reply last = message.lastReply();
        if (last != null) {
            json.object(
                    "lastReply",
                    inner -> inner.field("seq", last.seq())
                            .field("sender", last.sender().value())
                            .field("at", last.atMillis()));
        }
    }

    /// The newest message of a conversation, as far as a list of conversations shows it.
    static void last(JsonWriter json, @Nullable MessageState message) {
        if (message == null) {
            return;
        }
        json.object("last", inner -> {
            inner.field("seq", message.seq())
                    .field("sender", message.sender().value())
                    .field("at", message.atMillis());
            if (!message.deleted()) {
                inner.field("text", Text.beginning(message.text(), MAX_LAST_CHARS));
            }
            inner.optional("deletedAt", message.deletedAtMillis());
        });
    }

    private static void reaction(JsonWriter json, Map.Entry<String, List<UserId>> reaction, UserId reader) {
        List<UserId> users = reaction.getValue();
        json.field("emoji", reaction.getKey())
                .field("count", users.size())
                .field("mine", users.contains(reader))
                .strings("users", users.subList(0, Math.min(users.size(), MAX_REACTION_USERS)));
    }

    /// A search hit; `matches` are the ranges of `snippet`, in UTF-16 units, that matched.
    static void hit(JsonWriter json, HistoryStore.Hit hit, UserId reader) {
        StringBuilder plain = new StringBuilder();
        List<int[]> matches = new ArrayList<>();
        int begin = -1;
        for (char c : hit.snippet().toCharArray()) {
            if (c == MATCH_BEGINS) {
                begin = plain.length();
            } else if (c == MATCH_ENDS && begin >= 0) {
                matches.add(new int[] {begin, plain.length()});
                begin = -1;
            } else if (c != MATCH_ENDS) {
                plain.append(c);
            }
        }
        json.field("conversation", hit.message().conversation().value())
                .field("snippet", plain.toString())
                .objects(
                        "matches",
                        matches,
                        (inner, match) -> inner.field("start", match[0]).field("end", match[1]))
                .object("message", inner -> message(inner, hit.message(), reader));
    }
}
