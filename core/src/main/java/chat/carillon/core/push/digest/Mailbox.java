package chat.carillon.core.push.digest;

import chat.carillon.core.push.Digest;
import chat.carillon.model.UserId;
import chat.carillon.model.WireName;
import java.time.Duration;
import java.util.Optional;

/// Where a user gets mail, whether it wants digests, and how it stands with the next one. A change makes another one,
/// which [MailboxStore#write] keeps if nobody was faster. Times are the store's, in milliseconds since 1970 UTC.
///
/// @param version how often it was written; 0: never
/// @param address empty: the user gave none, or took it back
/// @param confirmedAtMillis when somebody who reads mail there said so; 0: nobody did
/// @param wanted whether the user wants digests
/// @param attendedAtMillis when the user was last seen at a device
public record Mailbox(
        UserId user,
        long version,
        String address,
        long confirmedAtMillis,
        boolean wanted,
        long attendedAtMillis,
        Turn turn,
        Asked asked) {

    /// Mails that ask whether an address is the user's, in a day: an address may be a stranger's.
    public static final int MAX_ASKED_A_DAY = 5;

    /// How it stands with a digest.
    public enum State implements WireName {
        /// There never was one.
        NONE,
        /// To be sent.
        DUE,
        /// The mail server is being given it. Where the node dies then, nobody knows whether it was: it is not sent
        /// again, the next one will be.
        HANDED,
        SENT,
        /// Nothing was left to tell when it was to be sent.
        DROPPED,
        /// Refused, or tried too often.
        FAILED
    }

    /// How it stands with the digest of this period.
    ///
    /// @param decidedAtMillis of the last one that was not dropped
    /// @param attempts to send it so far
    /// @param dueAtMillis when to send it; while a node has it, when that node's lease ends
    /// @param lookAtMillis not before is it looked whether there is something to tell
    /// @param outcome what came of it; holds no address and no content
    /// @param previousMillis when the one before was decided: the last again if this one is dropped
    public record Turn(
            State state,
            long decidedAtMillis,
            int attempts,
            long dueAtMillis,
            long lookAtMillis,
            String outcome,
            long previousMillis) {
        static final Turn NONE = new Turn(State.NONE, 0, 0, 0, 0, "", 0);

        private Turn ended(State how, String why) {
            return new Turn(how, decidedAtMillis, attempts, 0, lookAtMillis, why, previousMillis);
        }

        private Turn untilUnwanted() {
            return state == State.DUE ? ended(State.DROPPED, "not wanted any more") : this;
        }
    }

    /// Mails by which it was asked whether an address is the user's.
    ///
    /// @param count since then
    public record Asked(long sinceMillis, int count) {}

    /// Of a user who gave no address.
    public static Mailbox of(UserId user) {
        return new Mailbox(user, 0, "", 0, false, 0, Turn.NONE, new Asked(0, 0));
    }

    /// Whether digests are sent there.
    public boolean isOpen() {
        return wanted && isConfirmed();
    }

    public boolean isConfirmed() {
        return confirmedAtMillis > 0;
    }

    /// The same user at another address, which is not confirmed.
    ///
    /// @throws chat.carillon.model.InvalidValueException if it is none
    public Mailbox at(String other) {
        return other.equals(address)
                ? this
                : new Mailbox(
                        user,
                        version,
                        Digest.checkAddress(other),
                        0,
                        wanted,
                        attendedAtMillis,
                        turn.untilUnwanted(),
                        asked);
    }

    /// The user takes the address back. What limits mails stays.
    public Mailbox withoutAddress() {
        return new Mailbox(user, version, "", 0, false, attendedAtMillis, turn.untilUnwanted(), asked);
    }

    /// The user says whether it wants digests. Who switches them on is there.
    public Mailbox wanting(boolean digests, long nowMillis) {
        long attended = digests && !wanted ? nowMillis : attendedAtMillis;
        return new Mailbox(
                user,
                version,
                address,
                confirmedAtMillis,
                digests,
                attended,
                digests ? turn : turn.untilUnwanted(),
                asked);
    }

    /// Somebody who reads mail there says that it is the user's address.
    public Mailbox confirmed(long nowMillis) {
        return new Mailbox(user, version, address, nowMillis, wanted, nowMillis, turn, asked);
    }

    /// One more mail asks whether the address is the user's; empty if there were too many in a day.
    public Optional<Mailbox> asking(long nowMillis) {
        boolean sameDay = nowMillis - asked.sinceMillis < Duration.ofDays(1).toMillis();
        if (sameDay && asked.count >= MAX_ASKED_A_DAY) {
            return Optional.empty();
        }
        Asked more = sameDay ? new Asked(asked.sinceMillis, asked.count + 1) : new Asked(nowMillis, 1);
        return Optional.of(
                new Mailbox(user, version, address, confirmedAtMillis, wanted, attendedAtMillis, turn, more));
    }

    /// When a further mail may ask.
    public long askAgainMillis() {
        return asked.sinceMillis + Duration.ofDays(1).toMillis();
    }

    private Mailbox with(Turn next) {
        return new Mailbox(user, version, address, confirmedAtMillis, wanted, attendedAtMillis, next, asked);
    }

    /// A digest is to be sent, and for this long no other.
    public Mailbox due(long nowMillis, Duration period) {
        long lookAt = nowMillis + period.toMillis();
        return with(new Turn(State.DUE, nowMillis, 0, nowMillis, lookAt, "", turn.decidedAtMillis));
    }

    /// There is nothing to tell before.
    public Mailbox lookedAt(long againAtMillis) {
        return with(new Turn(
                turn.state,
                turn.decidedAtMillis,
                turn.attempts,
                turn.dueAtMillis,
                againAtMillis,
                turn.outcome,
                turn.previousMillis));
    }

    /// A node has it for so long, to write the mail.
    public Mailbox taken(long nowMillis, Duration lease) {
        return with(new Turn(
                State.DUE,
                turn.decidedAtMillis,
                turn.attempts + 1,
                nowMillis + lease.toMillis(),
                turn.lookAtMillis,
                turn.outcome,
                turn.previousMillis));
    }

    /// The mail server is being given it: from now on it may have been sent.
    public Mailbox handed() {
        return with(turn.ended(State.HANDED, "the mail server is being given it"));
    }

    /// The mail server has it.
    public Mailbox sent(String outcome) {
        return with(turn.ended(State.SENT, outcome));
    }

    /// It was certainly not sent, and is to be tried again.
    public Mailbox again(long atMillis, String why) {
        return with(new Turn(
                State.DUE, turn.decidedAtMillis, turn.attempts, atMillis, turn.lookAtMillis, why, turn.previousMillis));
    }

    /// It was certainly not sent, and will not be.
    public Mailbox failed(String why) {
        return with(turn.ended(State.FAILED, why));
    }

    /// The mail server knows no such mailbox: the address is not believed any more.
    public Mailbox unknown(String why) {
        return new Mailbox(user, version, address, 0, wanted, attendedAtMillis, turn.ended(State.FAILED, why), asked);
    }

    /// Nothing is left to tell: there was no digest in this period. What the one before told is told.
    public Mailbox dropped(long againAtMillis, String why) {
        long last = turn.previousMillis;
        return with(new Turn(State.DROPPED, last, turn.attempts, 0, againAtMillis, why, last));
    }

    /// Whether it is still about the digest that `earlier` was about.
    public boolean isSameTurnAs(Mailbox earlier) {
        return turn.decidedAtMillis == earlier.turn.decidedAtMillis && turn.attempts == earlier.turn.attempts;
    }

    /// Names the digest: another attempt at it has the same id.
    public String digestId() {
        return Digest.idOf(user, turn.decidedAtMillis);
    }

    /// The user was there then, or later.
    Mailbox attendedAt(long atMillis) {
        return new Mailbox(
                user, version, address, confirmedAtMillis, wanted, Math.max(atMillis, attendedAtMillis), turn, asked);
    }

    /// The next version, as it is kept.
    Mailbox written(long attendedMillis) {
        return new Mailbox(
                user,
                version + 1,
                address,
                confirmedAtMillis,
                wanted,
                Math.max(attendedMillis, attendedAtMillis),
                turn,
                asked);
    }

    /// Without the address.
    @Override
    public String toString() {
        return "Mailbox[%s %s]".formatted(user, turn.state.wireName());
    }
}
