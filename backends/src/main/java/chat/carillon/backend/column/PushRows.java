package chat.carillon.backend.column;

import chat.carillon.core.push.Notification.Act;
import chat.carillon.core.push.PushDevice;
import chat.carillon.core.push.PushTarget;
import chat.carillon.core.push.plan.Fate;
import chat.carillon.core.push.plan.PushPlanner;
import chat.carillon.core.store.PushStore;
import chat.carillon.core.store.PushStore.Delivery;
import chat.carillon.core.store.PushStore.DuePush;
import chat.carillon.core.store.PushStore.MessageNow;
import chat.carillon.core.store.PushStore.Recorded;
import chat.carillon.core.store.PushStore.Settled;
import chat.carillon.core.store.PushStore.State;
import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.DeviceId;
import chat.carillon.model.UserId;
import chat.carillon.model.WireName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Rows of what is told to whom as the words of the store's ports; alike in all databases.
public final class PushRows {
    /// Of `push_device AS p`, `push AS o`, `conversation AS c`, `entry AS e`, and where there are
    /// any `device AS d`, `account AS a`, `member AS m`, `wish AS w`.
    public static final String DUE = """
            p.device, d.target, d.label, d.registered_at, p.state, p.attempts, o.mention, o.decided_at,
                   c.kind, c.name, e.sender, coalesce(a.display_name, e.sender),
                   CASE WHEN e.deleted_at IS NULL AND m.left_seq = 0 THEN coalesce(e.edited_text, e.text) END,
                   e.at_millis, coalesce(m.read_seq, 0), w.show_content""";

    public static final int DUE_COLUMNS = 16;

    /// After the user; of `push AS p` and `push_device AS d`, in the order of users and devices.
    public static final String RECORDED =
            "p.fate, p.mention, p.decided_at, d.device, d.state, d.attempts, d.outcome, d.changed_at";

    private final Map<UserId, Recorded> recorded = new LinkedHashMap<>();

    public static PushStore.Key key(String user, String conversation, long seq, String device) {
        return new PushStore.Key(new UserId(user), new ConversationId(conversation), seq, new DeviceId(device));
    }

    public static DuePush due(ResultSet row, UserId user, ConversationId conversation, long seq) throws SQLException {
        var device = new DeviceId(row.getString(1));
        String target = row.getString(2);
        return new DuePush(
                new PushStore.Key(user, conversation, seq, device),
                target == null
                        ? new PushDevice(user, device, new PushTarget.Webhook(), "", 0)
                        : new PushDevice(user, device, PushTarget.parse(target), row.getString(3), row.getLong(4)),
                WireName.parse(State.class, "column", row.getString(5)) == State.DUE ? Act.SHOW : Act.WITHDRAW,
                row.getBoolean(7),
                row.getInt(6),
                row.getLong(8),
                message(row));
    }

    /// Whether it is for a device that is known no more.
    public static boolean isGone(DuePush due) {
        return due.device().target() instanceof PushTarget.Webhook
                && !due.key().device().equals(PushPlanner.WEBHOOK);
    }

    /// What becomes of one that is for a device that is known no more.
    public static Settled gone(DuePush due) {
        return new Settled(due.hold(), State.FAILED, 0, "the device is gone");
    }

    private static MessageNow message(ResultSet row) throws SQLException {
        boolean shows = row.getBoolean(16) || row.wasNull();
        return new MessageNow(
                WireName.parse(ConversationKind.class, "column", row.getString(9)),
                row.getString(10),
                new UserId(row.getString(11)),
                row.getString(12),
                row.getString(13),
                row.getLong(14),
                row.getLong(15),
                shows);
    }

    /// Takes in a row of a user and [#RECORDED].
    public void add(ResultSet row) throws SQLException {
        var user = new UserId(row.getString(1));
        Recorded before = recorded.get(user);
        var deliveries = new ArrayList<>(before == null ? List.<Delivery>of() : before.deliveries());
        String device = row.getString(5);
        if (device != null) {
            deliveries.add(new Delivery(
                    new DeviceId(device),
                    WireName.parse(State.class, "column", row.getString(6)),
                    row.getInt(7),
                    row.getString(8),
                    row.getLong(9)));
        }
        Fate fate = WireName.parse(Fate.class, "column", row.getString(2));
        recorded.put(user, new Recorded(user, fate, row.getBoolean(3), row.getLong(4), deliveries));
    }

    public List<Recorded> recorded() {
        return List.copyOf(recorded.values());
    }
}
