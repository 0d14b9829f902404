package chat.carillon.testkit.contract.push;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.push.digest.Mailbox;
import chat.carillon.core.push.digest.MailboxStore;
import chat.carillon.model.UserId;
import chat.carillon.testkit.contract.StoreWorld;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// What [MailboxStore] promises.
public interface MailboxesContract {
    /// Any time.
    long NOW = 1_700_000_000_000L;

    /// Any period.
    Duration DAY = Duration.ofDays(1);

    StoreWorld world();

    private MailboxStore mailboxes() {
        return world().store().mailboxes();
    }

    private Mailbox kept(String user) {
        return mailboxes().find(new UserId(user)).orElseThrow();
    }

    /// A user who wants digests, was there then, and said where.
    private Mailbox open(String user, long attendedAt) {
        Mailbox mailbox = Mailbox.of(new UserId(user))
                .at(user + "@example.org")
                .wanting(true, attendedAt)
                .confirmed(attendedAt);
        assertThat(mailboxes().write(mailbox)).isTrue();
        return kept(user);
    }

    private List<String> away(long since) {
        return mailboxes().away(since, NOW, 10).stream()
                .map(mailbox -> mailbox.user().value())
                .toList();
    }

    private List<String> due(long now) {
        return mailboxes().due(now, 10).stream()
                .map(mailbox -> mailbox.user().value())
                .toList();
    }

    @Test
    default void a_mailbox_is_kept_as_it_was_written() {
        assertThat(mailboxes().find(new UserId("ann"))).isEmpty();
        assertThat(mailboxes().anyOpen()).isFalse();
        Mailbox written = Mailbox.of(new UserId("ann"))
                .at("ann@example.org")
                .wanting(true, NOW)
                .asking(NOW)
                .orElseThrow();

        assertThat(mailboxes().write(written)).isTrue();
        assertThat(mailboxes().anyOpen()).as("not confirmed").isFalse();
        assertThat(kept("ann").version()).isEqualTo(1);
        assertThat(mailboxes()
                        .write(kept("ann")
                                .confirmed(NOW)
                                .due(NOW - 9, DAY)
                                .due(NOW, DAY)
                                .taken(NOW, DAY)))
                .isTrue();

        Mailbox kept = kept("ann");
        assertThat(kept.version()).isEqualTo(2);
        assertThat(kept.address()).isEqualTo("ann@example.org");
        assertThat(kept.isOpen()).isTrue();
        assertThat(kept.attendedAtMillis()).isEqualTo(NOW);
        assertThat(kept.turn())
                .isEqualTo(new Mailbox.Turn(
                        Mailbox.State.DUE, NOW, 1, NOW + DAY.toMillis(), NOW + DAY.toMillis(), "", NOW - 9));
        assertThat(kept.asked()).isEqualTo(new Mailbox.Asked(NOW, 1));
        assertThat(mailboxes().anyOpen()).isTrue();
    }

    @Test
    default void of_two_who_change_the_same_version_one_does() {
        Mailbox seen = open("ann", NOW);

        assertThat(mailboxes().write(seen.due(NOW, DAY))).isTrue();
        assertThat(mailboxes().write(seen.due(NOW + 1, DAY))).isFalse();
        assertThat(mailboxes().write(Mailbox.of(seen.user()))).isFalse();
        assertThat(kept("ann").turn().decidedAtMillis()).isEqualTo(NOW);
    }

    @Test
    default void of_many_who_decide_at_once_one_does() throws InterruptedException, ExecutionException {
        Mailbox seen = open("ann", NOW);
        var tasks = new ArrayList<Callable<Boolean>>();
        for (int i = 0; i < 8; i++) {
            long at = NOW + i;
            tasks.add(() -> mailboxes().write(seen.due(at, DAY)));
        }

        int written = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> task : threads.invokeAll(tasks)) {
                written += task.get() ? 1 : 0;
            }
        }

        assertThat(written).isEqualTo(1);
        assertThat(kept("ann").version()).isEqualTo(seen.version() + 1);
    }

    @Test
    default void who_is_there_is_not_away_and_no_change_is_lost_by_that() {
        Mailbox ann = open("ann", NOW - 100);
        open("bob", NOW - 100);
        Mailbox cat = open("cat", NOW - 100);
        assertThat(mailboxes().write(cat.wanting(false, NOW))).isTrue();
        assertThat(away(NOW - 100)).containsExactly("ann", "bob");
        assertThat(away(NOW - 101)).isEmpty();

        mailboxes().attended(List.of(ann.user(), cat.user(), new UserId("nobody")), NOW);

        assertThat(away(NOW - 100)).containsExactly("bob");
        assertThat(kept("ann").attendedAtMillis()).isEqualTo(NOW);
        assertThat(kept("cat").attendedAtMillis()).as("wants none").isEqualTo(NOW - 100);
        assertThat(mailboxes().write(ann.lookedAt(NOW + 5)))
                .as("the same version")
                .isTrue();
        mailboxes().attended(List.of(ann.user()), NOW - 50);
        assertThat(kept("ann").attendedAtMillis()).as("never goes back").isEqualTo(NOW);
    }

    @Test
    default void those_are_looked_at_who_are_to_be_the_longest_due_first() {
        Mailbox ann = open("ann", NOW - 100);
        Mailbox bob = open("bob", NOW - 100);
        Mailbox cat = open("cat", NOW - 100);
        mailboxes().write(ann.lookedAt(NOW));
        mailboxes().write(bob.lookedAt(NOW - 10));
        mailboxes().write(cat.lookedAt(NOW + 1));

        assertThat(away(NOW)).containsExactly("bob", "ann");
        assertThat(mailboxes().away(NOW, NOW, 1)).hasSize(1);
        mailboxes().write(kept("bob").withoutAddress());
        assertThat(away(NOW)).containsExactly("ann");
    }

    @Test
    default void what_is_due_is_found_until_it_is_handed_over() {
        Mailbox ann = open("ann", NOW - 100);
        mailboxes().write(ann.due(NOW, DAY));
        assertThat(away(NOW)).isEmpty();
        assertThat(due(NOW - 1)).isEmpty();
        assertThat(due(NOW)).containsExactly("ann");

        mailboxes().write(kept("ann").taken(NOW, Duration.ofMillis(50)));
        assertThat(due(NOW + 49)).isEmpty();
        assertThat(due(NOW + 50)).as("its node has died").containsExactly("ann");

        mailboxes().write(kept("ann").handed());
        assertThat(due(NOW + DAY.toMillis())).isEmpty();
        assertThat(kept("ann").turn().state()).isEqualTo(Mailbox.State.HANDED);
    }

    @Test
    default void a_change_is_made_again_of_what_somebody_faster_wrote() {
        open("ann", NOW);
        var calls = new ArrayList<Long>();

        mailboxes().change(new UserId("ann"), found -> {
            calls.add(found.version());
            if (calls.size() == 1) {
                mailboxes().write(found.due(NOW, DAY));
            }
            return found.wanting(false, NOW);
        });

        assertThat(calls).containsExactly(1L, 2L);
        assertThat(kept("ann").wanted()).isFalse();
        assertThat(kept("ann").turn().state()).as("the other's change counts").isEqualTo(Mailbox.State.DROPPED);
    }
}
