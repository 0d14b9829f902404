package chat.carillon.loadtest.verify.push;

import chat.carillon.loadtest.verify.push.Webhook.Told;
import chat.carillon.model.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// What became of every (user, message): who was away was told once, who was connected saw it and was told at most
/// once, who wanted none was not told. That the connected saw everything is for the check of deliveries to say.
///
/// Confined to one thread.
public final class PushAccount {
    private static final int MAX_EXAMPLES = 10;

    private final Webhook webhook;
    private final long repeated;
    private final List<String> examples = new ArrayList<>();
    private long told;
    private long toConnected;
    private long suppressed;
    private long missing;
    private long doubled;
    private long unwanted;

    private PushAccount(Webhook webhook) {
        this.webhook = webhook;
        this.repeated = webhook.repeated();
    }

    /// One message of a conversation.
    public record Said(Audience audience, long seq, UserId sender) {}

    public static PushAccount of(Webhook webhook, List<Said> messages) {
        var account = new PushAccount(webhook);
        messages.forEach(account::add);
        return account;
    }

    private void add(Said said) {
        Audience audience = said.audience();
        each(audience.away(), said, times -> {
            told += times > 0 ? 1 : 0;
            missing += times == 0 ? 1 : 0;
            doubled += times > 1 ? 1 : 0;
            return times == 1;
        });
        each(audience.connected(), said, times -> {
            toConnected += times > 0 ? 1 : 0;
            doubled += times > 1 ? 1 : 0;
            return times <= 1;
        });
        each(audience.quiet(), said, times -> {
            suppressed += times == 0 ? 1 : 0;
            unwanted += times > 0 ? 1 : 0;
            return times == 0;
        });
    }

    /// Counts one, and says whether it is as it should be.
    private interface Count {
        boolean isRight(int times);
    }

    private void each(Iterable<UserId> users, Said said, Count count) {
        for (UserId user : users) {
            if (user.equals(said.sender())) {
                continue;
            }
            int times = webhook.times(new Told(user, said.audience().conversation(), said.seq()));
            if (!count.isRight(times) && examples.size() < MAX_EXAMPLES) {
                examples.add("%s: %s was told %d times of seq %d"
                        .formatted(said.audience().name(), user, times, said.seq()));
            }
        }
    }

    /// Whether somebody is still to be told.
    public boolean incomplete() {
        return missing > 0;
    }

    /// Whether all is as it should be.
    public boolean right() {
        return missing + doubled + unwanted == 0;
    }

    public void examples(Consumer<String> to) {
        examples.forEach(to);
    }

    @Override
    public String toString() {
        return ("pushed %,d to members who were away, %,d to some whose connection was silent, %,d suppressed;"
                        + " missing %d, doubled %d, unwanted %d; repeated under the same id %d")
                .formatted(told, toConnected, suppressed, missing, doubled, unwanted, repeated);
    }
}
