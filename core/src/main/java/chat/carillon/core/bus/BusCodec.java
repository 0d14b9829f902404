package chat.carillon.core.bus;

import chat.carillon.model.ConversationId;
import chat.carillon.model.SessionId;
import chat.carillon.model.UserId;
import chat.carillon.protocol.PresenceStatus;
import chat.carillon.protocol.ServerFrame.PresenceNotice;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Optional;

/// The bytes of a record on a broker.
///
/// ```
/// version 1 byte (1) | kind 1 byte | origin: length 1 byte, name
/// appended:  conversation: length 1 byte, id | seq 8 | ordinal 8 | flags 1 | memberCount 4 | frame
/// ephemeral: conversation: length 1 byte, id | frame
/// beat:      counter 8
/// presence:  seen: count 4, each: user: length 1 byte, name | status 1 | last seen 8, ms since 1970, 0 if unknown
///            asked: count 4, each: user: length 1 byte, name
///            counts: count 4, each: conversation: length 1 byte, id | online 4
///            asked counts: count 4, each: conversation: length 1 byte, id
/// displaced: user: length 1 byte, name | count 4, each: session: length 1 byte, id
/// for user:  user: length 1 byte, name | frame
/// asked:     question 8 | conversation: length 1 byte, id | seq 8 | count 4, each: user: length 1 byte, name
/// told:      asker: length 1 byte, name | question 8 | answer
/// nodes asked:   question 8 | what
/// node answered: asker: length 1 byte, name | question 8 | answer
/// ```
///
/// Numbers are big-endian; names and ids are ASCII of at most 255 bytes. A record of another version or kind is
/// ignored and counted by whoever decodes: the store closes the gap, so versions may mix while a cluster is upgraded.
public final class BusCodec {
    /// Nodes of another version cannot be understood.
    public static final byte VERSION = 1;

    private static final byte APPENDED = 1;
    private static final byte EPHEMERAL = 2;
    private static final byte BEAT = 3;
    private static final byte PRESENCE = 4;
    private static final byte DISPLACED = 5;
    private static final byte NODES_ASKED = 6;
    private static final byte NODE_ANSWERED = 7;
    private static final byte FOR_USER = 8;
    private static final int CHANGES_MEMBERSHIP = 1;
    private static final int MAX_NAME_BYTES = 255;
    private static final int MAX_SEEN_BYTES = 1 + UserId.MAX_LENGTH + 1 + Long.BYTES;
    private static final int MAX_ID_BYTES = 1 + MAX_NAME_BYTES;
    private static final int MAX_OVERHEAD = 2 + 2 * (1 + MAX_NAME_BYTES) + 2 * Long.BYTES + 1 + Integer.BYTES;

    private BusCodec() {}

    /// A record and the node that it comes from.
    public record Received(String origin, BusRecord record) {}

    /// @param origin name and incarnation of the own node
    public static byte[] encode(String origin, BusRecord record) {
        ByteBuffer bytes = ByteBuffer.allocate(MAX_OVERHEAD + bodyBytes(record)).put(VERSION);
        switch (record) {
            case BusRecord.Appended appended -> {
                putName(bytes.put(APPENDED), origin);
                putName(bytes, appended.conversation().value());
                bytes.putLong(appended.seq()).putLong(appended.ordinal());
                bytes.put((byte) (appended.changesMembership() ? CHANGES_MEMBERSHIP : 0));
                bytes.putInt(appended.memberCount()).put(appended.frame());
            }
            case BusRecord.Ephemeral ephemeral -> {
                putName(bytes.put(EPHEMERAL), origin);
                putName(bytes, ephemeral.conversation().value());
                bytes.put(ephemeral.frame());
            }
            case BusRecord.Beat(String node, long counter) -> {
                putName(bytes.put(BEAT), node);
                bytes.putLong(counter);
            }
            case BusRecord.Presence presence -> {
                putName(bytes.put(PRESENCE), origin);
                putPresence(bytes, presence);
            }
            case BusRecord.Displaced(UserId user, var sessions) -> {
                putName(bytes.put(DISPLACED), origin);
                putName(bytes, user.value());
                bytes.putInt(sessions.size());
                sessions.forEach(session -> putName(bytes, session.value()));
            }
            case BusRecord.ForUser(UserId user, byte[] frame) ->
                putName(putName(bytes.put(FOR_USER), origin), user.value()).put(frame);
            case BusRecord.NodesAsked(long question, byte[] what) -> {
                putName(bytes.put(NODES_ASKED), origin);
                bytes.putLong(question).put(what);
            }
            case BusRecord.NodeAnswered(String asker, long question, byte[] answer) ->
                putAnswer(putName(bytes.put(NODE_ANSWERED), origin), asker, question, answer);
        }
        byte[] exact = new byte[bytes.position()];
        bytes.flip().get(exact);
        return exact;
    }

    private static int bodyBytes(BusRecord record) {
        return switch (record) {
            case BusRecord.OfConversation told -> told.frame().length;
            case BusRecord.Beat _ -> Long.BYTES;
            case BusRecord.Presence(var seen, var asked, var counts, var askedCounts) ->
                4 * Integer.BYTES
                        + seen.size() * MAX_SEEN_BYTES
                        + asked.size() * (1 + UserId.MAX_LENGTH)
                        + counts.size() * (MAX_ID_BYTES + Integer.BYTES)
                        + askedCounts.size() * MAX_ID_BYTES;
            case BusRecord.Displaced(UserId _, var sessions) ->
                1 + UserId.MAX_LENGTH + Integer.BYTES + sessions.size() * (1 + MAX_NAME_BYTES);
            case BusRecord.ForUser told -> 1 + UserId.MAX_LENGTH + told.frame().length;
            case BusRecord.NodesAsked asked -> asked.what().length;
            case BusRecord.NodeAnswered answered -> answered.answer().length;
        };
    }

    private static void putPresence(ByteBuffer bytes, BusRecord.Presence presence) {
        bytes.putInt(presence.seen().size());
        for (PresenceNotice one : presence.seen()) {
            putName(bytes, one.user().value());
            bytes.put(statusByte(one.status()));
            bytes.putLong(one.lastSeenAtMillis() == null ? 0 : one.lastSeenAtMillis());
        }
        bytes.putInt(presence.asked().size());
        presence.asked().forEach(user -> putName(bytes, user.value()));
        bytes.putInt(presence.counts().size());
        for (BusRecord.Presence.Count count : presence.counts()) {
            putName(bytes, count.conversation().value());
            bytes.putInt(count.online());
        }
        bytes.putInt(presence.askedCounts().size());
        presence.askedCounts().forEach(conversation -> putName(bytes, conversation.value()));
    }

    private static byte statusByte(PresenceStatus status) {
        return switch (status) {
            case ONLINE -> 1;
            case AWAY -> 2;
            case OFFLINE -> 3;
        };
    }

    private static void putAnswer(ByteBuffer bytes, String asker, long question, byte[] answer) {
        putName(bytes, asker).putLong(question).put(answer);
    }

    private static ByteBuffer putName(ByteBuffer bytes, String name) {
        byte[] ascii = name.getBytes(StandardCharsets.US_ASCII);
        if (ascii.length > MAX_NAME_BYTES) {
            throw new IllegalArgumentException(
                    "a name of %d bytes (expected: <= %d)".formatted(ascii.length, MAX_NAME_BYTES));
        }
        return bytes.put((byte) ascii.length).put(ascii);
    }

    /// @return empty for what this version does not know, or what nobody of ours wrote
    public static Optional<Received> decode(byte[] encoded) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(encoded);
            if (bytes.get() != VERSION) {
                return Optional.empty();
            }
            byte kind = bytes.get();
            String origin = name(bytes);
            return switch (kind) {
                case APPENDED -> Optional.of(new Received(origin, appended(bytes)));
                case EPHEMERAL ->
                    Optional.of(new Received(
                            origin, new BusRecord.Ephemeral(new ConversationId(name(bytes)), rest(bytes))));
                case BEAT -> Optional.of(new Received(origin, new BusRecord.Beat(origin, bytes.getLong())));
                case PRESENCE -> Optional.of(new Received(origin, presence(bytes)));
                case DISPLACED -> Optional.of(new Received(origin, displaced(bytes)));
                case FOR_USER ->
                    Optional.of(new Received(origin, new BusRecord.ForUser(new UserId(name(bytes)), rest(bytes))));
                case NODES_ASKED ->
                    Optional.of(new Received(origin, new BusRecord.NodesAsked(bytes.getLong(), rest(bytes))));
                case NODE_ANSWERED ->
                    Optional.of(new Received(
                            origin, new BusRecord.NodeAnswered(name(bytes), bytes.getLong(), rest(bytes))));
                default -> Optional.empty();
            };
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static BusRecord.Appended appended(ByteBuffer bytes) {
        var conversation = new ConversationId(name(bytes));
        long seq = bytes.getLong();
        long ordinal = bytes.getLong();
        boolean changesMembership = (bytes.get() & CHANGES_MEMBERSHIP) != 0;
        int memberCount = bytes.getInt();
        return new BusRecord.Appended(conversation, seq, ordinal, changesMembership, memberCount, rest(bytes));
    }

    private static BusRecord.Presence presence(ByteBuffer bytes) {
        var seen = new ArrayList<PresenceNotice>();
        for (int left = bytes.getInt(); left > 0; left--) {
            var user = new UserId(name(bytes));
            PresenceStatus status = status(bytes.get());
            long lastSeenMillis = bytes.getLong();
            seen.add(new PresenceNotice(user, status, lastSeenMillis == 0 ? null : lastSeenMillis));
        }
        var asked = new ArrayList<UserId>();
        for (int left = bytes.getInt(); left > 0; left--) {
            asked.add(new UserId(name(bytes)));
        }
        var counts = new ArrayList<BusRecord.Presence.Count>();
        for (int left = bytes.getInt(); left > 0; left--) {
            counts.add(new BusRecord.Presence.Count(new ConversationId(name(bytes)), bytes.getInt()));
        }
        var askedCounts = new ArrayList<ConversationId>();
        for (int left = bytes.getInt(); left > 0; left--) {
            askedCounts.add(new ConversationId(name(bytes)));
        }
        return new BusRecord.Presence(seen, asked, counts, askedCounts);
    }

    private static BusRecord.Displaced displaced(ByteBuffer bytes) {
        var user = new UserId(name(bytes));
        var sessions = new ArrayList<SessionId>();
        for (int left = bytes.getInt(); left > 0; left--) {
            sessions.add(new SessionId(name(bytes)));
        }
        return new BusRecord.Displaced(user, sessions);
    }

    private static PresenceStatus status(byte status) {
        return switch (status) {
            case 1 -> PresenceStatus.ONLINE;
            case 2 -> PresenceStatus.AWAY;
            case 3 -> PresenceStatus.OFFLINE;
            default -> throw new IllegalArgumentException("a presence of " + status);
        };
    }

    private static String name(ByteBuffer bytes) {
        byte[] ascii = new byte[Byte.toUnsignedInt(bytes.get())];
        bytes.get(ascii);
        return new String(ascii, StandardCharsets.US_ASCII);
    }

    private static byte[] rest(ByteBuffer bytes) {
        byte[] rest = new byte[bytes.remaining()];
        bytes.get(rest);
        return rest;
    }
}
