package chat.carillon.backend.sqlite.push;

import chat.carillon.backend.column.WishRows;
import chat.carillon.backend.sqlite.Rows;
import chat.carillon.backend.sqlite.db.Readers;
import chat.carillon.backend.sqlite.db.Session;
import chat.carillon.backend.sqlite.db.Writer;
import chat.carillon.core.push.PushDevice;
import chat.carillon.core.push.PushTarget;
import chat.carillon.core.push.plan.ConversationWish;
import chat.carillon.core.push.plan.Wishes;
import chat.carillon.core.store.DeviceStore;
import chat.carillon.core.time.Time;
import chat.carillon.model.ConversationId;
import chat.carillon.model.DeviceId;
import chat.carillon.model.UserId;
import chat.carillon.protocol.QuietHours;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;

/// [DeviceStore] in SQLite. Thread-safe.
public final class SqliteDevices implements DeviceStore {
    private static final String OTHERS =
            "SELECT count(*) FROM device WHERE user = ? AND device <> ? AND fingerprint <> ?";
    private static final String FORGET_TARGET =
            "DELETE FROM device WHERE fingerprint = ? AND NOT (user = ? AND device = ?)";
    private static final String PUT = """
            INSERT INTO device (user, device, fingerprint, target, label, registered_at)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (user, device) DO UPDATE
                SET registered_at = CASE target WHEN excluded.target THEN registered_at ELSE excluded.registered_at END,
                    fingerprint = excluded.fingerprint,
                    target = excluded.target,
                    label = excluded.label
            """;
    private static final String DEVICES_OF = "SELECT d.user, " + WishRows.DEVICE
            + " FROM device AS d WHERE d.user = ? ORDER BY d.registered_at, d.device";
    private static final String PUT_WISHES = """
            INSERT INTO wish (user, direct_level, group_level, channel_level, quiet_from, quiet_until, quiet_zone,
                              snoozed_until, show_content)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET direct_level = excluded.direct_level,
                                      group_level = excluded.group_level,
                                      channel_level = excluded.channel_level,
                                      quiet_from = excluded.quiet_from,
                                      quiet_until = excluded.quiet_until,
                                      quiet_zone = excluded.quiet_zone,
                                      snoozed_until = excluded.snoozed_until,
                                      show_content = excluded.show_content
            """;
    private static final String CONVERSATION_WISHES = """
            SELECT c.id, w.level, w.muted_until
            FROM conversation_wish AS w
            JOIN conversation AS c ON c.no = w.conversation
            WHERE w.user = ?
            """;
    private static final String PUT_WISH = """
            INSERT INTO conversation_wish (conversation, user, level, muted_until)
            VALUES (?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET level = excluded.level, muted_until = excluded.muted_until
            """;

    private final Writer writer;
    private final Readers readers;
    private final Time time;

    public SqliteDevices(Writer writer, Readers readers, Time time) {
        this.writer = writer;
        this.readers = readers;
        this.time = time;
    }

    @Override
    public boolean register(PushDevice wanted, int max) {
        String user = wanted.user().value();
        String device = wanted.device().value();
        String fingerprint = wanted.target().fingerprint();
        return writer.write(session -> {
            long others = session.query(OTHERS)
                    .bind(user)
                    .bind(device)
                    .bind(fingerprint)
                    .number();
            if (others >= max) {
                return false;
            }
            session.query(FORGET_TARGET)
                    .bind(fingerprint)
                    .bind(user)
                    .bind(device)
                    .update();
            session.query(PUT)
                    .bind(user)
                    .bind(device)
                    .bind(fingerprint)
                    .bind(wanted.target().json())
                    .bind(wanted.label())
                    .bind(time.wallMillis())
                    .update();
            return true;
        });
    }

    @Override
    public List<PushDevice> devicesOf(UserId user) {
        return readers.read(
                session -> session.query(DEVICES_OF).bind(user.value()).list(WishRows::device));
    }

    @Override
    public boolean remove(UserId user, DeviceId device) {
        return writer.write(session -> session.query("DELETE FROM device WHERE user = ? AND device = ?")
                        .bind(user.value())
                        .bind(device.value())
                        .update()
                > 0);
    }

    @Override
    public void prune(UserId user, DeviceId device, PushTarget target) {
        writer.write(session -> session.query("DELETE FROM device WHERE user = ? AND device = ? AND target = ?")
                .bind(user.value())
                .bind(device.value())
                .bind(target.json())
                .update());
    }

    @Override
    public boolean anyDevice() {
        return readers.read(
                session -> session.query("SELECT EXISTS (SELECT 1 FROM device)").number() > 0);
    }

    @Override
    public Wishes wishes(UserId user) {
        return readers.read(session -> session.query("SELECT " + WishRows.WISHES + " FROM wish AS w WHERE w.user = ?")
                .bind(user.value())
                .<Wishes>first(row -> WishRows.wishes(row, 1, user))
                .orElse(Wishes.of(user)));
    }

    @Override
    public void put(Wishes wishes) {
        QuietHours quiet = wishes.quietHours();
        writer.write(session -> session.query(PUT_WISHES)
                .bind(wishes.user().value())
                .bind(wishes.direct().wireName())
                .bind(wishes.group().wireName())
                .bind(wishes.channel().wireName())
                .bind(quiet == null ? null : quiet.from().toString())
                .bind(quiet == null ? null : quiet.until().toString())
                .bind(quiet == null ? null : quiet.zone().getId())
                .bind(wishes.snoozedUntilMillis())
                .bind(wishes.showContent())
                .update());
    }

    @Override
    public ConversationWish wish(UserId user, ConversationId conversation) {
        return readers.read(session -> session.query(CONVERSATION_WISHES + " AND c.id = ?")
                .bind(user.value())
                .bind(conversation.value())
                .<ConversationWish>first(row -> WishRows.wish(user, conversation, row.getString(2), row.getLong(3)))
                .orElse(ConversationWish.of(user, conversation)));
    }

    @Override
    public List<ConversationWish> conversationWishes(UserId user) {
        return readers.read(session -> session.query(CONVERSATION_WISHES + " ORDER BY c.id")
                .bind(user.value())
                .list(row ->
                        WishRows.wish(user, new ConversationId(row.getString(1)), row.getString(2), row.getLong(3))));
    }

    @Override
    public void put(ConversationWish wish) {
        writer.write(session -> {
            OptionalLong no = Rows.conversationNo(session, wish.conversation());
            return no.isPresent() && put(session, no.getAsLong(), wish);
        });
    }

    private static boolean put(Session session, long conversationNo, ConversationWish wish) throws SQLException {
        if (wish.isNone()) {
            return session.query("DELETE FROM conversation_wish WHERE conversation = ? AND user = ?")
                            .bind(conversationNo)
                            .bind(wish.user().value())
                            .update()
                    > 0;
        }
        return session.query(PUT_WISH)
                        .bind(conversationNo)
                        .bind(wish.user().value())
                        .bind(wish.level() == null ? null : wish.level().wireName())
                        .bind(wish.mutedUntilMillis())
                        .update()
                > 0;
    }
}
