package chat.carillon.cli.load.absent;

import chat.carillon.core.log.AppendResult;
import chat.carillon.core.log.Authority;
import chat.carillon.core.log.Conversation;
import chat.carillon.core.log.NewConversation;
import chat.carillon.core.log.NewEntry;
import chat.carillon.core.push.PushDevice;
import chat.carillon.core.push.PushTarget;
import chat.carillon.core.store.AccountStore.Account;
import chat.carillon.core.store.Store;
import chat.carillon.core.time.Time;
import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.DeviceId;
import chat.carillon.model.EntryBody;
import chat.carillon.model.UserId;
import java.net.URI;
import java.util.List;
import java.util.stream.IntStream;

/// Users with a phone each, their conversations, and what they write, straight in a store. Thread-safe.
///
/// @param time of this machine, which messages are stamped with
record PushWorld(Store store, Time time) {
    static final DeviceId PHONE = new DeviceId("phone");

    private static final int MAX_DEVICES = 16;

    static UserId user(String group, int number) {
        return new UserId(group + number);
    }

    void users(String group, int count, boolean withPhones) {
        for (int i = 0; i < count; i++) {
            UserId user = user(group, i);
            boolean _ = store.accounts().create(new Account(user, user.value(), false, false, time.wallMillis()), null);
            if (withPhones) {
                var target = new PushTarget.UnifiedPush(URI.create("https://push.example/" + user), null);
                boolean _ = store.devices().register(new PushDevice(user, PHONE, target, "", 0), MAX_DEVICES);
            }
        }
    }

    /// Users `2 i` and `2 i + 1` of the group, for each `i`.
    List<ConversationId> pairs(String group, int pairs, ConversationKind kind) {
        return IntStream.range(0, pairs)
                .mapToObj(i -> make(group + "-" + i, kind, user(group, 2 * i), List.of(user(group, 2 * i + 1))))
                .toList();
    }

    ConversationId channel(String group, int members) {
        return make(
                group,
                ConversationKind.CHANNEL,
                user(group, 0),
                IntStream.range(1, members).mapToObj(i -> user(group, i)).toList());
    }

    private ConversationId make(String id, ConversationKind kind, UserId creator, List<UserId> members) {
        var conversation = new ConversationId(id);
        String name = kind == ConversationKind.CHANNEL ? id : null;
        var wanted = new NewConversation(
                conversation, kind, name, null, Conversation.Settings.of(kind), creator, members, time.wallMillis());
        var _ = store.conversations().create(wanted);
        return conversation;
    }

    NewEntry message(ConversationId conversation, UserId sender, String text) {
        return new NewEntry(
                conversation,
                sender,
                Authority.MEMBER,
                null,
                time.wallMillis(),
                new EntryBody.Posted(text, null, null, List.of()));
    }

    List<AppendResult.Appended> append(List<NewEntry> batch) {
        return store.log().append(batch).stream()
                .map(result -> switch (result) {
                    case AppendResult.Appended appended -> appended;
                    case AppendResult.Duplicate _, AppendResult.Refused _ ->
                        throw new IllegalStateException("a message of the bench was not appended: " + result);
                })
                .toList();
    }
}
