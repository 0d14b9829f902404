package chat.carillon.testkit;

import chat.carillon.core.log.Member;
import chat.carillon.core.log.Membership;
import chat.carillon.core.store.ConversationStore;
import chat.carillon.core.store.Store;
import chat.carillon.model.UserId;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A store in which the ordinals at the read markers of some users are wrong.
final class TamperedStore {
    /// Of a user who cannot be asked about at all.
    static final long BROKEN = Long.MIN_VALUE;

    private TamperedStore() {}

    /// @param wrongBy by how much, for each of these users, or [#BROKEN]; looked at with each question
    static Store of(Store store, Map<UserId, Long> wrongBy) {
        ConversationStore conversations = proxy(
                ConversationStore.class,
                (_, method, arguments) -> method.getName().equals("membershipsOf")
                        ? tampered(call(store.conversations(), method, arguments), wrongBy)
                        : call(store.conversations(), method, arguments));
        return proxy(
                Store.class,
                (_, method, arguments) ->
                        method.getName().equals("conversations") ? conversations : call(store, method, arguments));
    }

    @SuppressWarnings("unchecked")
    private static Map<UserId, List<Membership>> tampered(@Nullable Object memberships, Map<UserId, Long> wrongBy) {
        var changed = new HashMap<UserId, List<Membership>>();
        ((Map<UserId, List<Membership>>) Objects.requireNonNull(memberships))
                .forEach((user, all) -> changed.put(
                        user,
                        all.stream()
                                .map(one -> tampered(one, wrongBy.getOrDefault(user, 0L)))
                                .toList()));
        return changed;
    }

    private static Membership tampered(Membership one, long by) {
        if (by == BROKEN) {
            throw new IllegalStateException("the test says so");
        }
        Member member = one.member();
        return new Membership(
                one.conversation(),
                new Member(
                        member.conversation(),
                        member.user(),
                        member.role(),
                        member.joinedSeq(),
                        member.leftSeq(),
                        member.readSeq(),
                        member.readOrdinal() + by,
                        member.deliveredSeq()),
                one.directUsers(),
                one.mentions());
    }

    private static @Nullable Object call(Object on, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(on, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
