package chat.carillon.testkit.sim.client;

import chat.carillon.model.ConversationId;
import chat.carillon.model.Entry;
import chat.carillon.model.UserId;
import chat.carillon.protocol.ClientFrame;
import chat.carillon.protocol.ServerFrame;
import chat.carillon.testkit.sim.Journal;
import chat.carillon.testkit.sim.Violation;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// All that one device shows, and the syncs by which it gets what is missing. Compares every answer with the
/// journal: a page must leave nothing out that its user may read (I3), and a reset must have been needed.
final class Screens {
    private final UserId user;
    private final Journal journal;
    private final int maxSyncEntries;
    private final Map<ConversationId, Screen> screens = new LinkedHashMap<>();
    private Outbox.Syncs syncs = new Outbox.Syncs();

    Screens(UserId user, Journal journal, int maxSyncEntries) {
        this.user = user;
        this.journal = journal;
        this.maxSyncEntries = maxSyncEntries;
    }

    Collection<Screen> all() {
        return screens.values();
    }

    Screen of(ConversationId conversation) {
        return screens.computeIfAbsent(conversation, Screen::new);
    }

    /// A session begins: what it does not name we have left, and may have missed the last entries of.
    void beginSession() {
        for (Screen screen : screens.values()) {
            if (screen.attached()) {
                screen.detached();
                screen.want();
            }
        }
    }

    /// No more answers come.
    void disconnected() {
        syncs = new Outbox.Syncs();
        screens.values().forEach(Screen::failed);
    }

    /// Asks for everything that is missing and was not asked for.
    Optional<ClientFrame.Sync> nextSync(String ref, @Nullable String epoch) {
        var cursors = new LinkedHashMap<ConversationId, Long>();
        for (Screen screen : screens.values()) {
            if (screen.shouldAsk()) {
                screen.asked();
                cursors.put(screen.conversation(), screen.cursor());
            }
        }
        if (cursors.isEmpty()) {
            return Optional.empty();
        }
        syncs.begin(ref, List.copyOf(cursors.keySet()));
        return Optional.of(new ClientFrame.Sync(ref, epoch, cursors, 0));
    }

    void onPage(ServerFrame.Entries page) {
        syncs.answered(page.ref(), page.conversation());
        Screen screen = of(page.conversation());
        screen.answered();
        for (Entry entry : page.entries()) {
            mustNotSkip(screen, entry);
            screen.synced(entry);
        }
        if (page.more()) {
            screen.want();
        }
    }

    private void mustNotSkip(Screen screen, Entry next) {
        Journal.Log log = journal.log(screen.conversation());
        for (long seq = screen.cursor() + 1; seq < next.seq(); seq++) {
            if (log.belongsWith(user, seq, next.seq())) {
                throw new Violation("I3: a page that %s is given leaves %s/%d out".formatted(user, log.id(), seq));
            }
        }
    }

    void onReset(ServerFrame.Reset reset) {
        syncs.answered(reset.ref(), reset.conversation());
        Screen screen = of(reset.conversation());
        screen.answered();
        if (journal.log(reset.conversation()).headSeq() - screen.askedAfterSeq() <= maxSyncEntries) {
            throw new Violation("%s is reset without need: %s".formatted(user, reset));
        }
        screen.reset(reset.headSeq());
    }

    void onFailure(ServerFrame.Failure failure) {
        for (ConversationId conversation : syncs.failed(failure.ref())) {
            if (!failure.code().retryable()) {
                throw new Violation("%s may not sync: %s".formatted(user, failure));
            }
            of(conversation).failed();
        }
    }

    /// Up to where the device has everything.
    Map<ConversationId, Long> cursors() {
        var cursors = new LinkedHashMap<ConversationId, Long>();
        screens.values().stream()
                .filter(screen -> screen.attached() && screen.cursor() > 0)
                .forEach(screen -> cursors.put(screen.conversation(), screen.cursor()));
        return cursors;
    }
}
