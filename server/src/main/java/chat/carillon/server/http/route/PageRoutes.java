package chat.carillon.server.http.route;

import chat.carillon.server.http.Access;
import chat.carillon.server.http.Answer;
import chat.carillon.server.http.Route;
import chat.carillon.server.http.Route.Method;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// Pages that need no client: those that links in mails lead to. They load nothing from elsewhere and no script.
public final class PageRoutes {
    private static final int OK = 200;
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
            "Referrer-Policy",
            "no-referrer");

    public List<Route> routes() {
        var style = new Answer.Content(OK, "text/css; charset=utf-8", read("page.css"), HEADERS);
        return List.of(new Route(Method.GET, "/page.css", Access.OPEN, _ -> style));
    }

    /// A page of its own.
    ///
    /// @param title plain text without anything of HTML's
    /// @param content HTML
    public static Answer page(String title, String content) {
        String html = """
                <!doctype html>
                <html lang="en">
                  <head>
                    <meta charset="utf-8">
                    <meta name="viewport" content="width=device-width, initial-scale=1">
                    <title>%1$s</title>
                    <link rel="stylesheet" href="/page.css">
                  </head>
                  <body><main><h1>%1$s</h1>%2$s</main></body>
                </html>
                """.formatted(title, content);
        return new Answer.Content(OK, "text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8), HEADERS);
    }

    private static byte[] read(String resource) {
        try (InputStream stream = PageRoutes.class.getResourceAsStream("pages/" + resource)) {
            if (stream == null) {
                throw new IllegalStateException("pages/" + resource + " is not in the jar");
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
