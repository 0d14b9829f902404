package chat.carillon.cli.chat.conversation;

import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import chat.carillon.protocol.ConversationSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// The user's conversations in the order in which they are listed: channels, groups, direct ones, each by name.
/// Confined to the thread of the screen.
public final class ConversationList {
    private static final Comparator<ListedConversation> ORDER = Comparator.comparing(
                    (ListedConversation conversation) -> switch (conversation.kind()) {
                        case CHANNEL -> 0;
                        case GROUP -> 1;
                        case DIRECT -> 2;
                    })
            .thenComparing(conversation -> conversation.name().toLowerCase(Locale.ROOT))
            .thenComparing(ListedConversation::id);

    private final Map<ConversationId, ListedConversation> byId = new HashMap<>();

    public List<ListedConversation> all() {
        return byId.values().stream().sorted(ORDER).toList();
    }

    public Optional<ListedConversation> find(ConversationId id) {
        return Optional.ofNullable(byId.get(id));
    }

    public void put(UserId me, ConversationSummary summary) {
        ListedConversation known = byId.get(summary.id());
        if (known == null) {
            byId.put(summary.id(), new ListedConversation(me, summary));
        } else {
            known.update(summary);
        }
    }

    public void remove(ConversationId id) {
        byId.remove(id);
    }

    public void retain(List<ConversationId> ids) {
        byId.keySet().retainAll(ids);
    }

    /// Those whose title holds `part`, those that begin with it first.
    public List<ListedConversation> matching(String part) {
        String wanted = part.strip().toLowerCase(Locale.ROOT);
        List<ListedConversation> first = new ArrayList<>();
        List<ListedConversation> rest = new ArrayList<>();
        for (ListedConversation conversation : all()) {
            String title = conversation.title().toLowerCase(Locale.ROOT);
            boolean begins = title.startsWith(wanted)
                    || conversation.name().toLowerCase(Locale.ROOT).startsWith(wanted);
            if (begins) {
                first.add(conversation);
            } else if (title.contains(wanted)) {
                rest.add(conversation);
            }
        }
        first.addAll(rest);
        return List.copyOf(first);
    }

    /// The one that is called so, with or without `#` or `@`, in whatever case.
    public Optional<ListedConversation> named(String name) {
        return all().stream()
                .filter(conversation -> conversation.title().equalsIgnoreCase(name)
                        || conversation.name().equalsIgnoreCase(name)
                        || conversation.id().value().equals(name))
                .findFirst();
    }

    /// The next one after `from` for which `wanted` holds, going round; empty if there is none but `from`.
    ///
    /// @param step 1 for the next one, -1 for the one before
    public Optional<ListedConversation> next(
            Optional<ListedConversation> from, int step, Predicate<ListedConversation> wanted) {
        List<ListedConversation> all = all();
        int start = from.map(all::indexOf).orElse(step > 0 ? -1 : all.size());
        for (int i = 1; i <= all.size(); i++) {
            ListedConversation candidate = all.get(Math.floorMod(start + i * step, all.size()));
            if (wanted.test(candidate) && !candidate.equals(from.orElse(null))) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }
}
