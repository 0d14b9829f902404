package chat.carillon.server.http.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageFileTest {
    private static final PageFile FILE = new PageFile(
            "/a.js", "text/javascript", "W/\"1\"", Buffer.buffer("plain"), Buffer.buffer("gz"), Buffer.buffer("b"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "none                | none",
                "identity            | none",
                "gzip, deflate, br   | br",
                "GZIP                | gzip",
                "br;q=0, gzip;q=0.5  | gzip",
                "br;q=0.0, gzip;q=0  | none",
                "brotli              | none",
            })
    void sends_the_smallest_form_that_the_browser_takes(String accepted, String sent) {
        assertThat(FILE.formFor(accepted).encoding()).isEqualTo(sent);
    }
}
