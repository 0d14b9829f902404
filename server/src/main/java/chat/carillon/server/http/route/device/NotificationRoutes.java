package chat.carillon.server.http.route.device;

import chat.carillon.core.conversation.Reading;
import chat.carillon.core.push.plan.ConversationWish;
import chat.carillon.core.push.plan.Wishes;
import chat.carillon.core.store.DeviceStore;
import chat.carillon.model.UserId;
import chat.carillon.model.WireName;
import chat.carillon.protocol.Limits;
import chat.carillon.protocol.NotificationLevel;
import chat.carillon.protocol.QuietHours;
import chat.carillon.protocol.json.JsonObject;
import chat.carillon.protocol.json.JsonWriter;
import chat.carillon.server.http.Access;
import chat.carillon.server.http.Answer;
import chat.carillon.server.http.Call;
import chat.carillon.server.http.Route;
import chat.carillon.server.http.Route.Method;
import chat.carillon.server.http.route.Replies;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What a user wants to be told of while away. A `PUT` says all of it: what it leaves out is as for somebody who said
/// nothing.
public final class NotificationRoutes {
    private static final String OF_USER = "/v1/me/notifications";
    private static final String OF_CONVERSATION = "/v1/conversations/{conversation}/notifications";

    private final DeviceStore devices;
    private final Reading reading;
    private final Consumer<UserId> changed;

    /// @param changed is told whose settings were changed
    public NotificationRoutes(DeviceStore devices, Reading reading, Consumer<UserId> changed) {
        this.devices = devices;
        this.reading = reading;
        this.changed = changed;
    }

    public List<Route> routes() {
        return List.of(
                new Route(Method.GET, OF_USER, Access.USER, this::wishes),
                new Route(Method.PUT, OF_USER, Access.USER, this::putWishes),
                new Route(Method.GET, OF_CONVERSATION, Access.USER, this::wish),
                new Route(Method.PUT, OF_CONVERSATION, Access.USER, this::putWish));
    }

    private Answer wishes(Call call) {
        List<ConversationWish> conversations = devices.conversationWishes(call.user());
        Wishes wishes = devices.wishes(call.user());
        return Answer.json(json -> {
            write(json, wishes);
            json.objects("conversations", conversations, (inner, wish) -> {
                inner.field("conversation", wish.conversation().value());
                write(inner, wish);
            });
        });
    }

    private Answer putWishes(Call call) {
        JsonObject body = call.body();
        JsonObject quiet = body.objectOrNull("quietHours");
        Wishes usual = Wishes.of(call.user());
        var wishes = new Wishes(
                call.user(),
                level(body, "direct", usual.direct()),
                level(body, "group", usual.group()),
                level(body, "channel", usual.channel()),
                quiet == null
                        ? null
                        : QuietHours.parse(quiet.string("from"), quiet.string("until"), quiet.string("zone")),
                body.integerOr("snoozedUntil", 0, Limits.MAX_INTEGER, 0),
                body.booleanOr("showContent", true));
        devices.put(wishes);
        changed.accept(call.user());
        return Answer.json(json -> write(json, wishes));
    }

    private static NotificationLevel level(JsonObject body, String field, NotificationLevel absent) {
        NotificationLevel level = levelOrNull(body, field);
        return level == null ? absent : level;
    }

    private static @Nullable NotificationLevel levelOrNull(JsonObject body, String field) {
        String level = body.stringOrNull(field);
        return level == null ? null : WireName.parse(NotificationLevel.class, field, level);
    }

    private static void write(JsonWriter json, Wishes wishes) {
        json.field("direct", wishes.direct().wireName())
                .field("group", wishes.group().wireName())
                .field("channel", wishes.channel().wireName());
        QuietHours quiet = wishes.quietHours();
        if (quiet != null) {
            json.object(
                    "quietHours",
                    inner -> inner.field("from", quiet.from().toString())
                            .field("until", quiet.until().toString())
                            .field("zone", quiet.zone().getId()));
        }
        json.field("snoozedUntil", wishes.snoozedUntilMillis()).field("showContent", wishes.showContent());
    }

    private static void write(JsonWriter json, ConversationWish wish) {
        NotificationLevel level = wish.level();
        json.optional("level", level == null ? null : level.wireName()).field("mutedUntil", wish.mutedUntilMillis());
    }

    /// Only of conversations that the user belongs to.
    private Answer wish(Call call) {
        return Replies.read(
                reading.conversation(call.user(), call.conversation()),
                _ -> Answer.json(json -> write(json, devices.wish(call.user(), call.conversation()))));
    }

    private Answer putWish(Call call) {
        JsonObject body = call.body();
        var wish = new ConversationWish(
                call.user(),
                call.conversation(),
                levelOrNull(body, "level"),
                body.integerOr("mutedUntil", 0, Limits.MAX_INTEGER, 0));
        return Replies.read(reading.conversation(call.user(), call.conversation()), _ -> {
            devices.put(wish);
            changed.accept(call.user());
            return Answer.json(json -> write(json, wish));
        });
    }
}
