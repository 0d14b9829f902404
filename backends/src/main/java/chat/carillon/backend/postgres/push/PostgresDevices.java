package chat.carillon.backend.postgres.push;

import chat.carillon.backend.column.WishRows;
import chat.carillon.backend.postgres.db.Reads;
import chat.carillon.backend.postgres.db.StoreClock;
import chat.carillon.backend.postgres.db.Writes;
import chat.carillon.core.push.PushDevice;
import chat.carillon.core.push.PushTarget;
import chat.carillon.core.push.plan.ConversationWish;
import chat.carillon.core.push.plan.Wishes;
import chat.carillon.core.store.DeviceStore;
import chat.carillon.model.ConversationId;
import chat.carillon.model.DeviceId;
import chat.carillon.model.UserId;
import chat.carillon.protocol.QuietHours;
import java.util.List;

/// [DeviceStore] in PostgreSQL. Thread-safe.
public final class PostgresDevices implements DeviceStore {
    /// Registrations of one target or one user come one after the other.
    private static final String LOCK =
            "SELECT pg_advisory_xact_lock(hashtextextended(k, 0))" + " FROM unnest(?) AS k ORDER BY k COLLATE \"C\"";
    private static final String OTHERS =
            "SELECT count(*) FROM device WHERE user_id = ? AND device <> ? AND fingerprint <> ?";
    private static final String FORGET_TARGET =
            "DELETE FROM device WHERE fingerprint = ? AND NOT (user_id = ? AND device = ?)";
    private static final String PUT = """
            INSERT INTO device AS d (user_id, device, fingerprint, target, label, registered_at)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (user_id, device) DO UPDATE
                SET registered_at =
                        CASE d.target WHEN excluded.target THEN d.registered_at ELSE excluded.registered_at END,
                    fingerprint = excluded.fingerprint,
                    target = excluded.target,
                    label = excluded.label
            """;
    private static final String DEVICES_OF = "SELECT d.user_id, " + WishRows.DEVICE
            + " FROM device AS d WHERE d.user_id = ? ORDER BY d.registered_at, d.device";
    private static final String PUT_WISHES = """
            INSERT INTO wish (user_id, direct_level, group_level, channel_level, quiet_from, quiet_until, quiet_zone,
                              snoozed_until, show_content)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (user_id) DO UPDATE SET direct_level = excluded.direct_level,
                                                group_level = excluded.group_level,
                                                channel_level = excluded.channel_level,
                                                quiet_from = excluded.quiet_from,
                                                quiet_until = excluded.quiet_until,
                                                quiet_zone = excluded.quiet_zone,
                                                snoozed_until = excluded.snoozed_until,
                                                show_content = excluded.show_content
            """;
    private static final String CONVERSATION_WISHES =
            "SELECT conversation, level, muted_until FROM conversation_wish WHERE user_id = ?";
    private static final String PUT_WISH = """
            INSERT INTO conversation_wish (conversation, user_id, level, muted_until)
            SELECT id, ?, ?, ? FROM conversation WHERE id = ?
            ON CONFLICT (user_id, conversation) DO UPDATE
                SET level = excluded.level, muted_until = excluded.muted_until
            """;

    private final Writes writes;
    private final Reads reads;
    private final StoreClock clock;

    public PostgresDevices(Writes writes, Reads reads, StoreClock clock) {
        this.writes = writes;
        this.reads = reads;
        this.clock = clock;
    }

    @Override
    public boolean register(PushDevice wanted, int max) {
        String user = wanted.user().value();
        String device = wanted.device().value();
        String fingerprint = wanted.target().fingerprint();
        return writes.write(session -> {
            session.query(LOCK)
                    .texts(List.of("user " + user, "target " + fingerprint), key -> key)
                    .each(_ -> {});
            long others = session.query(OTHERS)
                    .bind(user)
                    .bind(device)
                    .bind(fingerprint)
                    .first(row -> row.getLong(1))
                    .orElse(0L);
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
                    .bind(clock.millis(session))
                    .update();
            return true;
        });
    }

    @Override
    public List<PushDevice> devicesOf(UserId user) {
        return reads.read(
                session -> session.query(DEVICES_OF).bind(user.value()).list(WishRows::device));
    }

    @Override
    public boolean remove(UserId user, DeviceId device) {
        return writes.write(session -> {
            session.identify();
            return session.query("DELETE FROM device WHERE user_id = ? AND device = ?")
                            .bind(user.value())
                            .bind(device.value())
                            .update()
                    > 0;
        });
    }

    @Override
    public void prune(UserId user, DeviceId device, PushTarget target) {
        writes.write(session -> session.query("DELETE FROM device WHERE user_id = ? AND device = ? AND target = ?")
                .bind(user.value())
                .bind(device.value())
                .bind(target.json())
                .update());
    }

    @Override
    public boolean anyDevice() {
        return reads.read(session -> session.query("SELECT EXISTS (SELECT 1 FROM device)")
                .first(row -> row.getBoolean(1))
                .orElse(false));
    }

    @Override
    public Wishes wishes(UserId user) {
        return reads.read(session -> session.query("SELECT " + WishRows.WISHES + " FROM wish AS w WHERE w.user_id = ?")
                .bind(user.value())
                .<Wishes>first(row -> WishRows.wishes(row, 1, user))
                .orElse(Wishes.of(user)));
    }

    @Override
    public void put(Wishes wishes) {
        QuietHours quiet = wishes.quietHours();
        writes.write(session -> session.query(PUT_WISHES)
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
        return reads.read(session -> session.query(CONVERSATION_WISHES + " AND conversation = ?")
                .bind(user.value())
                .bind(conversation.value())
                .<ConversationWish>first(row -> WishRows.wish(user, conversation, row.getString(2), row.getLong(3)))
                .orElse(ConversationWish.of(user, conversation)));
    }

    @Override
    public List<ConversationWish> conversationWishes(UserId user) {
        return reads.read(session -> session.query(CONVERSATION_WISHES + " ORDER BY conversation")
                .bind(user.value())
                .list(row ->
                        WishRows.wish(user, new ConversationId(row.getString(1)), row.getString(2), row.getLong(3))));
    }

    @Override
    public void put(ConversationWish wish) {
        String user = wish.user().value();
        String conversation = wish.conversation().value();
        writes.write(session -> wish.isNone()
                ? session.query("DELETE FROM conversation_wish WHERE user_id = ? AND conversation = ?")
                        .bind(user)
                        .bind(conversation)
                        .update()
                : session.query(PUT_WISH)
                        .bind(user)
                        .bind(wish.level() == null ? null : wish.level().wireName())
                        .bind(wish.mutedUntilMillis())
                        .bind(conversation)
                        .update());
    }
}
