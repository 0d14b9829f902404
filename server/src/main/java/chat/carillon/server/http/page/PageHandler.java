package chat.carillon.server.http.page;

import chat.carillon.server.http.HttpListener;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Sends the web client's files. A place of the client that is no file, such as `/c/general`, gets the client's one
/// document, if who asks is a browser: programs that mistype a path of the interface are told so instead. Runs on event
/// loops and does not block; thread-safe.
public final class PageHandler implements Predicate<RoutingContext> {
    /// What the client may load: what this server gave it, and nothing else. `blob:` and `data:` are pictures that the
    /// page itself makes.
    public static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; "
            + "manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private static final String INTERFACE = "/v1/";
    private static final String LABEL = "GET page";

    private final PageFiles files;
    private final HttpListener listener;

    public PageHandler(PageFiles files, HttpListener listener) {
        this.files = files;
        this.listener = listener;
    }

    /// @return false if there is no such page, and nothing was answered
    @Override
    public boolean test(RoutingContext context) {
        long began = System.nanoTime();
        HttpServerRequest request = context.request();
        boolean reads = HttpMethod.GET.equals(request.method()) || HttpMethod.HEAD.equals(request.method());
        Optional<PageFile> found =
                reads ? find(request.path(), request.getHeader(HttpHeaders.ACCEPT)) : Optional.empty();
        if (found.isEmpty()) {
            return false;
        }
        PageFile file = found.get();
        boolean known = file.etag().equals(request.getHeader(HttpHeaders.IF_NONE_MATCH));
        HttpServerResponse response = context.response().setStatusCode(known ? 304 : 200);
        response.putHeader(HttpHeaders.ETAG, file.etag())
                .putHeader(HttpHeaders.CACHE_CONTROL, file.cacheControl())
                .headers()
                .add(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        if (known) {
            var _ = response.end();
        } else {
            send(file, request.getHeader(HttpHeaders.ACCEPT_ENCODING), response);
        }
        listener.answered(LABEL, response.getStatusCode(), System.nanoTime() - began);
        return true;
    }

    private static void send(PageFile file, @Nullable String acceptEncoding, HttpServerResponse response) {
        PageFile.Form form = file.formFor(acceptEncoding);
        if (form.encoding() != null) {
            response.putHeader(HttpHeaders.CONTENT_ENCODING, form.encoding());
        }
        // On scripts too: a worker has the policy that its script came with.
        response.putHeader("Content-Security-Policy", POLICY).putHeader(HttpHeaders.CONTENT_TYPE, file.contentType());
        if (file.isDocument()) {
            response.putHeader("Referrer-Policy", "no-referrer")
                    .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                    .putHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()");
        }
        var _ = response.end(form.content());
    }

    private Optional<PageFile> find(@Nullable String path, @Nullable String accept) {
        if (path == null) {
            return Optional.empty();
        }
        if (path.equals("/")) {
            return files.document();
        }
        Optional<PageFile> file = files.at(path);
        boolean place = accept != null && accept.contains("text/html") && !path.startsWith(INTERFACE);
        return file.isEmpty() && place ? files.document() : file;
    }
}
