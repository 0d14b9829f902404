package chat.carillon.push.http;

import chat.carillon.core.time.Time;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import org.jspecify.annotations.Nullable;

/// One request and its answer. A request that nobody waits for any more is reset, even if its connection is
/// only made then: its server may be playing for just that. Thread-safe because its monitor guards the fields.
final class Exchange {
    private final Time time;
    private final int maxBodyBytes;

    private @Nullable HttpClientRequest request;
    private boolean abandoned;

    Exchange(Time time, int maxBodyBytes) {
        this.time = time;
        this.maxBodyBytes = maxBodyBytes;
    }

    Future<HttpOutcome> run(HttpClientRequest opened, Buffer body) {
        synchronized (this) {
            request = opened;
            if (abandoned) {
                var _ = opened.reset();
                return Future.failedFuture("abandoned");
            }
        }
        return opened.send(body).compose(this::collect);
    }

    synchronized void abandon() {
        abandoned = true;
        if (request != null) {
            var _ = request.reset();
        }
    }

    private Future<HttpOutcome> collect(HttpClientResponse response) {
        Promise<HttpOutcome> answered = Promise.promise();
        Buffer body = Buffer.buffer();
        response.exceptionHandler(answered::tryFail);
        response.endHandler(_ -> answered.tryComplete(answer(response, body)));
        response.handler(part -> {
            int room = Math.min(maxBodyBytes - body.length(), part.length());
            body.appendBuffer(part, 0, room);
            if (room < part.length()) {
                answered.tryComplete(answer(response, body));
                var _ = response.request().reset();
            }
        });
        return answered.future();
    }

    private HttpOutcome answer(HttpClientResponse response, Buffer body) {
        return new HttpOutcome.Answered(
                response.statusCode(),
                RetryAfter.parse(response.getHeader("Retry-After"), time.wallMillis()),
                response.getHeader("Location"),
                body.getBytes());
    }
}
