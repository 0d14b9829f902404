package chat.carillon.core.store;

import chat.carillon.core.log.Conversation;
import chat.carillon.core.push.Notification;
import chat.carillon.core.push.Notification.Act;
import chat.carillon.core.push.PushDevice;
import chat.carillon.core.push.PushTarget;
import chat.carillon.core.push.plan.ConversationPlan;
import chat.carillon.core.push.plan.Fate;
import chat.carillon.core.push.plan.PlanningContext;
import chat.carillon.core.push.plan.RipeMessage;
import chat.carillon.core.store.ConversationStore.Marker;
import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.DeviceId;
import chat.carillon.model.UserId;
import chat.carillon.model.WireName;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What was decided of telling absent members, and what is still to be sent.
///
/// A log is its own queue: a conversation's planning stands at a seq, and what comes after it is
/// not planned yet. So an append writes nothing for push. Any node may plan and any may send; two
/// that do the same at once do it once.
public interface PushStore {
    /// Messages of one conversation that are planned at a time.
    int MAX_RIPE = 200;

    /// Those who wrote in a thread, that follow it at most.
    int MAX_FOLLOWERS = 1_000;

    /// What there is to plan in these conversations, in a number of queries that does not grow with
    /// them. A conversation of which nothing is planned yet begins [#MAX_RIPE] before its head.
    /// Those that are planned to their head, and those that do not exist, are left out.
    List<PlanningContext> contexts(Collection<ConversationId> conversations, Ripeness ripeness);

    /// Writes those plans that nobody was faster with, in one transaction: the decisions, what is
    /// to be sent, and where planning stands.
    ///
    /// @param leaseMillis if not 0, what is to be sent is the caller's for so long, as if it had
    ///     asked at once and [taken][#take] all of it
    Written write(Collection<ConversationPlan> plans, long leaseMillis);

    /// As above; whoever asks first takes it.
    ///
    /// @return the conversations whose plan was written
    default Set<ConversationId> write(Collection<ConversationPlan> plans) {
        return write(plans, 0).conversations();
    }

    /// Of these logs, those in which something may be left to plan.
    List<ConversationId> unplanned(Collection<Conversation.Head> heads);

    /// Takes what is to be sent now, oldest first: each kind of target has its own queue, so that those
    /// which nobody can send do not stand in front of the others. It is the taker's until `leaseMillis`
    /// have passed, by the store's time; then it is due again, unless it was [#renew]ed or [#settle]d.
    ///
    /// @param limits how many of a kind at most; those of other kinds are left. A device may have become
    ///     one of another kind since it was planned to tell it
    List<DuePush> take(long leaseMillis, Map<PushTarget.Kind, Integer> limits);

    /// Prolongs leases, to `leaseMillis` from now. One that has ended is prolonged too, if nobody
    /// else has taken the push since.
    ///
    /// @return those that were prolonged; the others were taken over, settled, or are not wanted
    Set<Hold> renew(Collection<Hold> holds, long leaseMillis);

    /// What came of what was taken. Said by a former holder, it counts only where it says that the
    /// provider has it: that remains true whoever says it.
    void settle(Collection<Settled> settled);

    /// These users have read up to there: what was shown of it is to be shown no longer, what was
    /// not sent yet is not sent any more. What is being sent is withdrawn when that has settled, or its
    /// lease has ended: of two that a provider has at once, it may keep the former.
    ///
    /// @return how many are to be withdrawn
    int withdraw(Collection<Marker.ReadUpTo> read);

    /// The message is gone.
    int withdraw(ConversationId conversation, long seq);

    /// What was recorded of one message, in the order of users.
    List<Recorded> recorded(ConversationId conversation, long seq);

    /// Unread direct messages and mentions of each of these users, over all conversations, each at
    /// most 1,000.
    Map<UserId, Integer> badges(Collection<UserId> users);

    /// Forgets decisions older than that, by the store's time, some thousands at a time.
    ///
    /// @return whether there may be more
    boolean deleteBefore(long atMillis);

    /// From when on a message is ripe: when it was appended at or before that time, and all before
    /// it are ripe.
    ///
    /// @param oldestMillis messages from before are nobody's business any more
    record Ripeness(long directMillis, long otherMillis, long oldestMillis) {

        /// How long ago the message was ripe.
        public long delayMillis(PlanningContext context, RipeMessage message) {
            return Math.max(0, ripeMillis(context.conversation()) - message.atMillis());
        }

        private long ripeMillis(Conversation conversation) {
            return switch (conversation.kind()) {
                case DIRECT -> directMillis;
                case GROUP, CHANNEL -> otherMillis;
            };
        }

        /// What of a log can be planned.
        ///
        /// A log that nobody has written to since then is ripe as a whole, whatever the clocks of
        /// the nodes said that gave its messages their times.
        ///
        /// @param found those after what is planned, the first [#MAX_RIPE] of them; where they were
        ///     read after the conversation, there may be some that came since
        public Ripe ripe(Conversation conversation, List<RipeMessage> found) {
            // What is beyond the head would be planned now and again next time: a plan says how far it goes.
            long headSeq = conversation.head().headSeq();
            List<RipeMessage> messages = found.stream()
                    .takeWhile(message -> message.seq() <= headSeq)
                    .toList();
            long ripeMillis = ripeMillis(conversation);
            boolean all = conversation.head().changedAtMillis() <= ripeMillis;
            List<RipeMessage> ripe = messages.stream()
                    .takeWhile(message -> all || message.atMillis() <= ripeMillis)
                    .toList();
            List<RipeMessage> wanted = ripe.stream()
                    .filter(message -> message.atMillis() >= oldestMillis)
                    .toList();
            if (ripe.size() < messages.size()) {
                RipeMessage next = messages.get(ripe.size());
                return new Ripe(wanted, next.seq() - 1, next.atMillis() - ripeMillis);
            }
            return messages.size() < MAX_RIPE
                    ? new Ripe(wanted, headSeq, 0)
                    : new Ripe(wanted, messages.getLast().seq(), 0);
        }
    }

    /// @param conversations whose plan was written
    /// @param taken what the caller is to send now
    record Written(Set<ConversationId> conversations, List<DuePush> taken) {}

    /// @param messages to be planned
    /// @param untilSeq all of them up to here
    /// @param nextMillis in which time the next one is ripe; 0 if none is there that is not ripe
    record Ripe(List<RipeMessage> messages, long untilSeq, long nextMillis) {}

    /// How it stands with one device and one message.
    enum State implements WireName {
        /// To be sent.
        DUE,
        /// The provider has it.
        ACCEPTED,
        /// The provider has it, and is to be told that it is of no interest any more.
        WITHDRAW_DUE,
        WITHDRAWN,
        /// The user read it before it was sent, or the message went.
        DROPPED,
        /// Refused, or tried too often.
        FAILED
    }

    /// @param attempts this one included, and for a withdrawal those of what it withdraws
    /// @param decidedAtMillis by the store's time
    record DuePush(
            Key key,
            PushDevice device,
            Act act,
            boolean mention,
            int attempts,
            long decidedAtMillis,
            MessageNow message) {

        /// What its taker has.
        public Hold hold() {
            return new Hold(key, act, attempts);
        }

        /// What the device is told.
        public Notification notification(int badge) {
            String name = message.conversationName();
            var notification = new Notification(
                    key.user(),
                    device.device(),
                    key.conversation(),
                    message.kind(),
                    message.kind() == ConversationKind.DIRECT ? message.senderName() : name == null ? "" : name,
                    key.seq(),
                    message.sender(),
                    message.senderName(),
                    act == Act.WITHDRAW ? null : message.text(),
                    mention,
                    badge,
                    message.atMillis(),
                    act);
            return message.showContent() ? notification : notification.withoutContent();
        }
    }

    /// One taking of a push. No two are alike: each counts as an attempt.
    record Hold(Key key, Act act, int attempts) {

        /// How it stands with what is held, as long as it is.
        public State state() {
            return switch (act) {
                case SHOW -> State.DUE;
                case WITHDRAW -> State.WITHDRAW_DUE;
            };
        }
    }

    /// What one device is told of one message.
    record Key(UserId user, ConversationId conversation, long seq, DeviceId device) {}

    /// The message as it stands when it is sent.
    ///
    /// @param conversationName null where it has none
    /// @param text null once deleted, and once the user has left
    /// @param readSeq how far the user has read
    record MessageNow(
            ConversationKind kind,
            @Nullable String conversationName,
            UserId sender,
            String senderName,
            @Nullable String text,
            long atMillis,
            long readSeq,
            boolean showContent) {}

    /// @param retryAtMillis when to try again, by the store's time; 0: not
    /// @param outcome what the provider said, or why it was not asked
    record Settled(Hold hold, State state, long retryAtMillis, String outcome) {

        /// Whether the provider has it.
        public boolean delivered() {
            return state == State.ACCEPTED || state == State.WITHDRAWN;
        }

        /// How it stands after that; empty if that does not count.
        ///
        /// @param now how it stands
        /// @param attempts how often it was taken
        public Optional<State> after(State now, int attempts) {
            boolean held = attempts == hold.attempts();
            if (now == hold.state()) {
                return held || delivered() ? Optional.of(state) : Optional.empty();
            }
            // Read while it was being sent: to be withdrawn at once, unless the device was never told.
            boolean untold = attempts == 1 && (state == State.DROPPED || state == State.FAILED);
            return held && now == State.WITHDRAW_DUE
                    ? Optional.of(untold ? state : State.WITHDRAW_DUE)
                    : Optional.empty();
        }
    }

    /// @param deliveries empty unless pushed
    record Recorded(UserId user, Fate fate, boolean mention, long decidedAtMillis, List<Delivery> deliveries) {}

    /// @param outcome what the provider said last; empty before the first attempt
    /// @param atMillis of the last change, by the store's time
    record Delivery(DeviceId device, State state, int attempts, String outcome, long atMillis) {}
}
