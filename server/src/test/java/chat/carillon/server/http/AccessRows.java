package chat.carillon.server.http;

import chat.carillon.server.TestServer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who gets what: every route, asked by everybody.
final class AccessRows {
    static final String SECRET_WORD = "xylophone";

    /// The beginning of a WebP of two pixels by two, which is all that the server looks at.
    private static final String IMAGE =
            "RIFF\u0000\u0000\u0000\u0000WEBPVP8X" + "\u0000".repeat(8) + "\u0001\u0000\u0000\u0001\u0000\u0000";

    static final String ONE = "/v1/conversations/{conversation}";
    static final String MESSAGE = ONE + "/messages/{seq}";

    /// Route, body, and the status that nobody, a stranger, a former member, a member and an administrator who is
    /// no member get.
    static final List<Row> ROWS = List.of(
            row("POST /v1/setup", "{'setupToken':'x','username':'eve','password':'12345678'}", 401, 401, 401, 401, 401),
            row(
                    "POST /v1/login",
                    "{'username':'member','password':'" + TestServer.PASSWORD + "'}",
                    200,
                    200,
                    200,
                    200,
                    200),
            row("POST /v1/logout", null, 401, 204, 204, 204, 204),
            row("GET /v1/tokens", null, 401, 200, 200, 200, 200),
            row("DELETE /v1/tokens", null, 401, 200, 200, 200, 200),
            row("GET /v1/me", null, 401, 200, 200, 200, 200),
            row("GET /v1/users", null, 401, 200, 200, 200, 200),
            row("POST /v1/users", "{'username':'{fresh}','password':'12345678'}", 401, 403, 403, 403, 201),
            row("GET /v1/users/{user}", null, 401, 200, 200, 200, 200),
            row("PATCH /v1/users/{user}", "{'displayName':'T'}", 401, 403, 403, 403, 200),
            row("PUT /v1/users/{user}/avatar", IMAGE, 401, 403, 403, 403, 200),
            row("GET /v1/users/{user}/avatar/{hash}", null, 404, 404, 404, 404, 404),
            row("DELETE /v1/users/{user}/avatar", null, 401, 403, 403, 403, 200),
            row("POST /v1/users/{user}/tokens", "{'label':'bot'}", 401, 403, 403, 403, 201),
            row("POST /v1/invitations", "{}", 401, 403, 403, 403, 201),
            row("GET /v1/invitations", null, 401, 403, 403, 403, 200),
            row("DELETE /v1/invitations/{invitation}", null, 401, 403, 403, 403, 404),
            row("GET /v1/conversations", null, 401, 200, 200, 200, 200),
            row("POST /v1/conversations", "{'kind':'group'}", 401, 201, 201, 201, 201),
            row("GET /v1/channels", null, 401, 200, 200, 200, 200),
            row("GET /v1/channels/{conversation}", null, 401, 404, 404, 404, 404),
            row("GET " + ONE, null, 401, 404, 404, 200, 404),
            row("PATCH " + ONE, "{'topic':'T'}", 401, 404, 404, 201, 201),
            row("PATCH " + ONE + "/settings", "{'post':'moderator'}", 401, 404, 404, 403, 201),
            row("GET " + ONE + "/members", null, 401, 404, 404, 200, 404),
            row("POST " + ONE + "/members", "{'users':['extra']}", 401, 404, 404, 200, 200),
            row("DELETE " + ONE + "/members", "{'users':['target']}", 401, 404, 404, 403, 200),
            row("DELETE " + ONE + "/members/{user}", null, 401, 404, 404, 403, 200),
            row("PUT " + ONE + "/members/{user}/role", "{'role':'moderator'}", 401, 404, 404, 403, 201),
            row("GET " + ONE + "/messages", null, 401, 404, 200, 200, 404),
            row("POST " + ONE + "/messages", "{'text':'hi'}", 401, 404, 404, 201, 403),
            row("GET " + MESSAGE, null, 401, 404, 404, 200, 404),
            row("PATCH " + MESSAGE, "{'text':'hi'}", 401, 404, 404, 201, 403),
            row("DELETE " + MESSAGE, null, 401, 404, 404, 201, 201),
            row("PUT " + MESSAGE + "/reactions/{emoji}", null, 401, 404, 404, 201, 403),
            row("DELETE " + MESSAGE + "/reactions/{emoji}", null, 401, 404, 404, 204, 403),
            row("GET " + MESSAGE + "/thread", null, 401, 404, 200, 200, 404),
            row("POST " + ONE + "/read", "{'seq':4}", 401, 404, 404, 204, 404),
            row("GET " + ONE + "/receipts?seq={seq}", null, 401, 404, 404, 200, 404),
            row("GET " + ONE + "/entries", null, 401, 404, 200, 200, 404),
            row("GET /v1/search?q=" + SECRET_WORD, null, 401, 200, 200, 200, 200),
            row("GET /v1/push", null, 401, 200, 200, 200, 200),
            row("GET /v1/devices", null, 401, 200, 200, 200, 200),
            row(
                    "PUT /v1/devices/{device}",
                    "{'target':{'kind':'unifiedpush','endpoint':'https://push.example/{fresh}'}}",
                    401,
                    204,
                    204,
                    204,
                    204),
            row("DELETE /v1/devices/{device}", null, 401, 204, 204, 204, 204),
            row("GET /v1/me/notifications", null, 401, 200, 200, 200, 200),
            row("PUT /v1/me/notifications", "{'channel':'all'}", 401, 200, 200, 200, 200),
            row("GET /v1/me/mail", null, 401, 200, 200, 200, 200),
            row("PUT /v1/me/mail", "{'address':'a@example.org'}", 401, 409, 409, 409, 409),
            row("DELETE /v1/me/mail", null, 401, 204, 204, 204, 204),
            row("GET /v1/confirm/{token}", null, 404, 404, 404, 404, 404),
            row("POST /v1/confirm/{token}", null, 404, 404, 404, 404, 404),
            row("GET /v1/unsubscribe/{token}", null, 404, 404, 404, 404, 404),
            row("POST /v1/unsubscribe/{token}", null, 404, 404, 404, 404, 404),
            row("GET " + ONE + "/notifications", null, 401, 404, 404, 200, 404),
            row("PUT " + ONE + "/notifications", "{'level':'none'}", 401, 404, 404, 200, 404),
            row("GET " + MESSAGE + "/trace", null, 401, 403, 403, 403, 200),
            row("GET /v1/operator/nodes", null, 401, 403, 403, 403, 200),
            row("GET /v1/operator/stats", null, 401, 403, 403, 403, 200),
            row("GET /v1/operator/sessions", null, 401, 403, 403, 403, 200),
            row("DELETE /v1/operator/sessions/{session}", null, 401, 403, 403, 403, 404),
            row("POST /v1/operator/announce", "{'text':'Tea is ready.'}", 401, 403, 403, 403, 200),
            row("GET /v1/operator/audit", null, 401, 403, 403, 403, 200),
            row("GET /v1/limits", null, 200, 200, 200, 200, 200),
            row("GET /healthz", null, 200, 200, 200, 200, 200),
            row("GET /readyz", null, 200, 200, 200, 200, 200),
            row("GET /metrics", null, 200, 200, 200, 200, 200),
            row("GET /openapi.json", null, 200, 200, 200, 200, 200),
            row("GET /page.css", null, 200, 200, 200, 200, 200));

    /// Ways to read a conversation: what must show the secret word to members and to nobody else.
    static final List<String> READING = List.of(
            "GET /v1/conversations",
            "GET " + ONE + "/messages",
            "GET " + MESSAGE,
            "GET " + ONE + "/entries",
            "GET /v1/search?q=" + SECRET_WORD);

    private AccessRows() {}

    record Row(String request, @Nullable String body, List<Integer> expected) {
        String operation() {
            return request.replaceAll("\\?.*", "");
        }

        boolean endsLogins() {
            return operation().equals("POST /v1/logout") || operation().equals("DELETE /v1/tokens");
        }

        @Override
        public String toString() {
            return request;
        }
    }

    static Row row(String request, @Nullable String body, Integer... expected) {
        return new Row(request, body == null ? null : body.replace('\'', '"'), List.of(expected));
    }
}
