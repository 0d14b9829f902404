package chat.carillon.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.server.TestServer;
import chat.carillon.server.TestServer.Reply;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What users tell of themselves, over HTTP and in the embedded store.
class PeopleIT {
    private final OpenApiDocument document = new OpenApiDocument();

    @TempDir
    private Path folder;

    private TestServer server;
    private String ada;
    private String bob;

    @BeforeEach
    void start() {
        server = TestServer.startAsConfigured(folder);
        ada = server.users("ada").getFirst();
        bob = server.users("bob").getFirst();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Reply tell(String token, String user, String json) {
        Reply reply = server.call(token, "PATCH", "/v1/users/" + user, json.replace('\'', '"'));
        document.check("PATCH /v1/users/{user}", reply);
        return reply;
    }

    private Reply show(String image) {
        return server.call(ada, "PUT", "/v1/users/ada/avatar", image);
    }

    /// The beginning of a WebP.
    private static String image(int sideMinusOne) {
        String side = (char) (sideMinusOne & 0x7f) + "" + (char) (sideMinusOne >> 8) + "\0";
        return "RIFF\0\0\0\0WEBPVP8X" + "\0".repeat(8) + side + side;
    }

    @Test
    void title_and_time_zone_are_told_kept_and_taken_away() {
        Reply told = tell(ada, "ada", "{'title':'Countess','timeZone':'Europe/London'}");
        assertThat(told.status()).isEqualTo(200);
        assertThat(tell(ada, "ada", "{'displayName':'Ada L'}").json().string("title"))
                .isEqualTo("Countess");
        Reply seen = server.get(bob, "/v1/users/ada");
        document.check("GET /v1/users/{user}", seen);
        assertThat(seen.json().string("timeZone")).isEqualTo("Europe/London");
        assertThat(server.get(ada, "/v1/me").json().string("title")).isEqualTo("Countess");

        tell(ada, "ada", "{'title':''}");
        assertThat(server.get(bob, "/v1/users/ada").json().has("title")).isFalse();
        assertThat(tell(ada, "ada", "{'timeZone':'Moon/Tycho'}").code()).isEqualTo("invalid_field");
        assertThat(tell(bob, "ada", "{'title':'x'}").code()).isEqualTo("forbidden");
    }

    @Test
    void people_are_found_by_display_name_and_many_at_once() {
        tell(ada, "ada", "{'displayName':'Countess of Lovelace','title':'Countess'}");

        assertThat(server.get(bob, "/v1/users?query=lovel").body()).contains("\"title\":\"Countess\"");
        Reply both = server.get(bob, "/v1/users?names=bob,nobody,ada");
        document.check("GET /v1/users", both);
        assertThat(both.json().objects("users", 10))
                .extracting(user -> user.string("user"))
                .containsExactly("ada", "bob");
    }

    @Test
    void a_picture_has_an_address_that_changes_with_it() {
        Reply shown = show(image(1));
        document.check("PUT /v1/users/{user}/avatar", shown);
        String first = shown.json().string("avatar");
        assertThat(server.get(bob, "/v1/users/ada").json().string("avatar")).isEqualTo(first);

        Reply picture = server.get(null, first);
        document.check("GET /v1/users/{user}/avatar/{hash}", picture);
        assertThat(picture.body()).isEqualTo(image(1));
        assertThat(picture.header("content-type")).isEqualTo("image/webp");
        assertThat(picture.header("cache-control")).contains("immutable");
        assertThat(picture.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(picture.header("content-security-policy")).isEqualTo("default-src 'none'; sandbox");

        String second = show(image(2)).json().string("avatar");
        assertThat(second).isNotEqualTo(first);
        assertThat(server.get(null, first).status()).isEqualTo(404);
        Reply removed = server.call(ada, "DELETE", "/v1/users/ada/avatar", null);
        assertThat(removed.json().has("avatar")).isFalse();
        assertThat(server.get(null, second).status()).isEqualTo(404);
    }

    @Test
    void what_is_no_picture_or_too_large_is_refused() {
        assertThat(show("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")
                        .code())
                .isEqualTo("invalid_field");
        assertThat(show("").code()).isEqualTo("invalid_field");
        assertThat(show(image(1_024)).json().string("detail")).contains("1025 x 1025 pixels");
        assertThat(show(image(1) + "\0".repeat(256 * 1_024)).json().string("detail"))
                .contains("bytes (expected: <= 262144)");
        assertThat(server.get(ada, "/v1/me").json().has("avatar")).isFalse();
    }
}
