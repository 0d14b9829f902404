package chat.carillon.server.http.page;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.server.TestServer;
import chat.carillon.server.TestServer.Reply;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The web client as a browser gets it from the server.
class PageIT {
    private static final String BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8";
    private static final Pattern LOADED = Pattern.compile("(?:src|href)=\"([^\"]+)\"");

    @TempDir
    private static Path folder;

    @TempDir
    private static Path otherFolder;

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void the_document_loads_only_what_the_server_has() {
        Reply document = get("/");

        assertThat(document.status()).isEqualTo(200);
        assertThat(document.header("content-security-policy")).isEqualTo(PageHandler.POLICY);
        assertThat(document.header("cache-control")).isEqualTo("no-cache");
        assertThat(document.header("referrer-policy")).isEqualTo("no-referrer");
        assertThat(loaded(document)).isNotEmpty().allSatisfy(path -> {
            assertThat(path).startsWith("/").doesNotStartWith("//");
            assertThat(get(path).status()).as(path).isEqualTo(200);
            // The document would be sent for a place of the client; here it would be in the place of a missing file.
            assertThat(get(path).header("content-type")).as(path).doesNotStartWith("text/html");
        });
    }

    @Test
    void the_document_holds_no_script_or_style_of_its_own() {
        assertThat(get("/").body())
                .doesNotContainPattern("<script(?![^>]*\\bsrc=)")
                .doesNotContain("<style")
                .doesNotContainPattern("\\son[a-z]+=")
                .doesNotContainPattern("\\sstyle=");
    }

    @Test
    void files_whose_names_change_with_their_content_are_kept_for_ever() {
        List<String> assets =
                loaded(get("/")).filter(path -> path.startsWith("/assets/")).toList();

        assertThat(assets)
                .isNotEmpty()
                .allSatisfy(path ->
                        assertThat(get(path).header("cache-control")).isEqualTo("public, max-age=31536000, immutable"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/c/general", "/c/general/17", "/setup", "/login", "/u/ada.lovelace"})
    void a_place_of_the_client_gets_the_document(String place) {
        assertThat(get(place).body()).isEqualTo(get("/").body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/c/general", "/v1/nothing", "/assets/nothing.js", "/files.txt", "/../files.txt"})
    void what_is_no_file_is_not_found_for_programs(String path) {
        Reply reply = server.call(null, "GET", path, null, "Accept", "*/*");

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.code()).isEqualTo("not_found");
    }

    @Test
    void a_mistyped_call_is_not_found_for_browsers_too() {
        assertThat(get("/v1/nothing").code()).isEqualTo("not_found");
    }

    @Test
    void nothing_is_written_to_a_page() {
        assertThat(server.call(null, "POST", "/", "{}", "Accept", BROWSER).code())
                .isEqualTo("not_found");
    }

    @Test
    void who_has_the_document_is_not_sent_it_again() {
        String etag = get("/").header("etag");

        Reply again = server.call(null, "GET", "/", null, "Accept", BROWSER, "If-None-Match", etag);

        assertThat(again.status()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(again.header("etag")).isEqualTo(etag);
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "gzip"})
    void who_can_unpack_is_sent_less(String encoding) {
        String script = loaded(get("/"))
                .filter(path -> path.endsWith(".js"))
                .findFirst()
                .orElseThrow();
        Reply plain = get(script);

        Reply packed = server.call(null, "GET", script, null, "Accept-Encoding", encoding);

        assertThat(packed.header("content-encoding")).isEqualTo(encoding);
        assertThat(packed.header("vary")).containsIgnoringCase("accept-encoding");
        assertThat(length(packed)).isLessThan(length(plain) / 2);
    }

    @Test
    void a_server_for_applications_has_no_pages() {
        try (TestServer bare = TestServer.start(otherFolder, "http.webClient=false")) {
            assertThat(bare.call(null, "GET", "/", null, "Accept", BROWSER).code())
                    .isEqualTo("not_found");
            assertThat(bare.get(null, "/healthz").status()).isEqualTo(200);
        }
    }

    private static Reply get(String path) {
        return server.call(null, "GET", path, null, "Accept", BROWSER);
    }

    private static Stream<String> loaded(Reply document) {
        return LOADED.matcher(document.body()).results().map(result -> result.group(1));
    }

    private static long length(Reply reply) {
        return Long.parseLong(reply.header("content-length"));
    }
}
