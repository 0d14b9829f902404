package chat.carillon.backend.column;

import chat.carillon.core.push.PushDevice;
import chat.carillon.core.push.PushTarget;
import chat.carillon.core.push.plan.ConversationWish;
import chat.carillon.core.push.plan.Wishes;
import chat.carillon.model.ConversationId;
import chat.carillon.model.DeviceId;
import chat.carillon.model.UserId;
import chat.carillon.model.WireName;
import chat.carillon.protocol.NotificationLevel;
import chat.carillon.protocol.QuietHours;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// Rows of devices and wishes as the words of the store's ports; alike in all databases.
public final class WishRows {
    /// After the user, which each database calls otherwise.
    public static final String DEVICE = "d.device, d.target, d.label, d.registered_at";

    public static final String WISHES = "w.direct_level, w.group_level, w.channel_level, w.quiet_from, w.quiet_until,"
            + " w.quiet_zone, w.snoozed_until, w.show_content";

    public static final int WISHES_COLUMNS = 8;

    private WishRows() {}

    public static PushDevice device(ResultSet row) throws SQLException {
        return new PushDevice(
                new UserId(row.getString(1)),
                new DeviceId(row.getString(2)),
                PushTarget.parse(row.getString(3)),
                row.getString(4),
                row.getLong(5));
    }

    /// @param first index of the first of the columns [#WISHES], all null where the user said
    ///     nothing
    public static Wishes wishes(ResultSet row, int first, UserId user) throws SQLException {
        String direct = row.getString(first);
        if (direct == null) {
            return Wishes.of(user);
        }
        String from = row.getString(first + 3);
        return new Wishes(
                user,
                parse(direct),
                parse(row.getString(first + 1)),
                parse(row.getString(first + 2)),
                from == null ? null : QuietHours.parse(from, row.getString(first + 4), row.getString(first + 5)),
                row.getLong(first + 6),
                row.getBoolean(first + 7));
    }

    private static NotificationLevel parse(String level) {
        return WireName.parse(NotificationLevel.class, "column", level);
    }

    /// @param level null where the user said nothing, or nothing of the level
    /// @param mutedUntilMillis 0 where the user said nothing
    public static ConversationWish wish(
            UserId user, ConversationId conversation, @Nullable String level, long mutedUntilMillis) {
        return new ConversationWish(user, conversation, level == null ? null : parse(level), mutedUntilMillis);
    }
}
