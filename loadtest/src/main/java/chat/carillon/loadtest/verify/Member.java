package chat.carillon.loadtest.verify;

import chat.carillon.client.CarillonClient;
import chat.carillon.client.Draft;
import chat.carillon.client.Subscription;
import chat.carillon.client.session.ClientState;
import chat.carillon.loadtest.check.Seen;
import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;

/// A member of one conversation, through a session of its own: writes, and notes everything that it is shown.
/// Thread-safe.
final class Member implements AutoCloseable {
    private final UserId user;
    private final CarillonClient client;
    private final ConversationId conversation;
    private final Seen seen;
    private final Subscription subscription;
    private final Absence absence;

    private Member(
            UserId user,
            CarillonClient client,
            ConversationId conversation,
            Seen seen,
            Subscription subscription,
            Absence absence) {
        this.user = user;
        this.client = client;
        this.conversation = conversation;
        this.seen = seen;
        this.subscription = subscription;
        this.absence = absence;
    }

    /// Begins to watch from the first entry on.
    ///
    /// @param client not connected yet
    /// @param absence the client's listener
    static Member watch(UserId user, CarillonClient client, ConversationId conversation, Absence absence) {
        var seen = new Seen(user.value());
        Subscription subscription =
                client.conversation(conversation).listen(0, entry -> seen.add(entry, System.nanoTime()));
        var _ = client.connect();
        return new Member(user, client, conversation, seen, subscription, absence);
    }

    boolean connected() {
        return client.state() == ClientState.CONNECTED;
    }

    UserId user() {
        return user;
    }

    Seen seen() {
        return seen;
    }

    Absence absence() {
        return absence;
    }

    /// Does not block; the record is completed when the answer comes, after however many reconnects.
    void send(Recorded record, String text) {
        var _ = client.conversation(conversation)
                .send(Draft.of(text).withClientMessageId(record.key().value()))
                .whenComplete((sent, error) -> {
                    if (error == null) {
                        record.acknowledge(sent.seq(), System.nanoTime());
                    } else {
                        record.refuse(String.valueOf(error.getMessage()));
                    }
                });
    }

    @Override
    public void close() {
        subscription.close();
        client.close();
    }
}
