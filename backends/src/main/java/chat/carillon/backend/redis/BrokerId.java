package chat.carillon.backend.redis;

import io.lettuce.core.RedisException;
import io.lettuce.core.SetArgs;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// What a Redis is called in an installation: made by the first node that came, and kept alive by all, so that nodes
/// can tell whether they use the same.
final class BrokerId {
    private static final long ASK_MILLIS = 2_000;

    private BrokerId() {}

    /// Finds its name, or gives it one.
    ///
    /// @throws RedisException if it does not answer
    static String claim(RedisLink link, String prefix) {
        String key = key(prefix);
        try {
            var redis = link.commands();
            byte[] wanted = UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);
            var _ = redis.set(key, wanted, SetArgs.Builder.nx()).get(ASK_MILLIS, TimeUnit.MILLISECONDS);
            byte[] id = redis.get(key).get(ASK_MILLIS, TimeUnit.MILLISECONDS);
            if (id == null) {
                throw new RedisException("the id of the broker vanished: does Redis evict keys?");
            }
            return new String(id, StandardCharsets.US_ASCII);
        } catch (ExecutionException | TimeoutException e) {
            throw new RedisException("the id of the broker cannot be read: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RedisException("interrupted", e);
        }
    }

    /// A Redis that came back empty is the same one all the same.
    static void keep(RedisLink link, String prefix, String id) {
        var _ = link.commands().set(key(prefix), id.getBytes(StandardCharsets.US_ASCII), SetArgs.Builder.nx());
    }

    private static String key(String prefix) {
        return prefix + "id";
    }
}
