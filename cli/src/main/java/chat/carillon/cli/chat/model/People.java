package chat.carillon.cli.chat.model;

import chat.carillon.cli.chat.conversation.ListedConversation;
import chat.carillon.cli.chat.conversation.ShownMessage;
import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import chat.carillon.protocol.PresenceStatus;
import chat.carillon.protocol.ServerFrame.Headcount;
import chat.carillon.protocol.ServerFrame.PresenceNotice;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who is there of those in view, and how many. Confined to the thread of the screen.
public final class People {
    private static final int MAX_WATCHED = 200;

    private final Map<UserId, PresenceNotice> seen = new HashMap<>();
    private @Nullable Headcount headcount;
    private ChatEffect.Watch watched = new ChatEffect.Watch(List.of(), List.of());

    /// What a user is seen as; empty if nobody has said.
    public Optional<PresenceNotice> of(UserId user) {
        return Optional.ofNullable(seen.get(user));
    }

    public boolean online(UserId user) {
        return of(user).filter(notice -> notice.status() == PresenceStatus.ONLINE)
                .isPresent();
    }

    /// How many are there in a conversation, if that is known.
    public Optional<Headcount> in(ConversationId conversation) {
        return Optional.ofNullable(headcount)
                .filter(counted -> counted.conversation().equals(conversation));
    }

    void saw(PresenceNotice notice) {
        if (watched.users().contains(notice.user())) {
            seen.put(notice.user(), notice);
        }
    }

    void counted(Headcount fresh) {
        headcount = fresh;
    }

    /// A new session: it will be told of everybody again who is there.
    void forget() {
        seen.clear();
        headcount = null;
    }

    /// Has those watched who are in view now.
    void look(
            Optional<ListedConversation> open,
            Collection<ListedConversation> listed,
            Optional<UserId> me,
            List<ChatEffect> effects) {
        Set<UserId> users = new LinkedHashSet<>();
        open.flatMap(ListedConversation::partner).ifPresent(users::add);
        open.ifPresent(shown -> {
            users.addAll(shown.typing());
            shown.page().messages().reversed().stream()
                    .limit(MAX_WATCHED)
                    .map(ShownMessage::sender)
                    .forEach(users::add);
        });
        listed.forEach(conversation -> conversation.partner().ifPresent(users::add));
        me.ifPresent(users::remove);
        var fresh = new ChatEffect.Watch(
                users.stream().limit(MAX_WATCHED).toList(),
                open.map(shown -> List.of(shown.id())).orElse(List.of()));
        if (!isSame(fresh)) {
            watched = fresh;
            seen.keySet().retainAll(fresh.users());
            effects.add(fresh);
        }
    }

    /// In whatever order.
    private boolean isSame(ChatEffect.Watch fresh) {
        return fresh.conversations().equals(watched.conversations())
                && Set.copyOf(fresh.users()).equals(Set.copyOf(watched.users()));
    }
}
