package chat.carillon.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.carillon.core.store.Store;
import chat.carillon.core.store.memory.InMemoryStore;
import chat.carillon.protocol.Limits;
import chat.carillon.server.ManualTime;
import chat.carillon.server.auth.Authentication;
import chat.carillon.server.auth.Revocations;
import chat.carillon.server.config.ConfigLoader;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ApiRouterTest {
    private final ManualTime time = new ManualTime();
    private final Store store = new InMemoryStore("e", time, Limits.DEFAULT);

    /// A node that drains waits for what is in progress: a request that it has worked on but not answered is not done.
    @Test
    void a_request_is_in_progress_until_its_answer_is_written() throws Exception {
        var whileWriting = new CompletableFuture<Integer>();
        var router = new CompletableFuture<ApiRouter>();
        Route route = new Route(Route.Method.GET, "/healthz", Access.OPEN, _ -> Answer.nothing());
        HttpListener listener = (_, _, _) -> whileWriting.complete(router.join().inProgress());
        router.complete(ApiRouter.create(
                List.of(route),
                ConfigLoader.load(null, Map.of(), Map.of()).server(),
                Authentication.create(
                        store.accounts(),
                        ConfigLoader.load(null, Map.of(), Map.of())
                                .server()
                                .auth()
                                .jwt(),
                        new Revocations(),
                        "operator",
                        time,
                        Runnable::run),
                new ApiRouter.Edge(time, command -> Thread.ofVirtual().start(command), listener, _ -> false)));
        Vertx vertx = Vertx.vertx();
        try (HttpClient client = HttpClient.newHttpClient()) {
            var server = vertx.createHttpServer()
                    .requestHandler(router.join().router(vertx, _ -> {}))
                    .listen(0, "127.0.0.1")
                    .await(10, TimeUnit.SECONDS);
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + "/healthz"));

            assertThat(client.send(request.build(), BodyHandlers.discarding()).statusCode())
                    .isEqualTo(204);

            assertThat(whileWriting.get(10, TimeUnit.SECONDS)).isEqualTo(1);
            await().until(() -> router.join().inProgress() == 0);
        } finally {
            vertx.close().await(10, TimeUnit.SECONDS);
        }
    }
}
