package chat.carillon.protocol;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Holds `docs/reference/errors.md` and the enums together.
class ErrorReferenceTest {
    private final ReferencePage page = new ReferencePage("errors.md");

    @Test
    void the_reference_page_lists_every_error_code_as_it_is() throws IOException {
        String rows = Arrays.stream(ErrorCode.values())
                .map(code -> "| `%s` | %d | %s | %s |\n"
                        .formatted(code.code(), code.httpStatus(), code.retryable() ? "yes" : "no", code.meaning()))
                .collect(Collectors.joining());
        page.holds(
                "errors", "ErrorReferenceTest", "| code | HTTP status | again | meaning |\n|---|---|---|---|\n" + rows);
    }

    @Test
    void the_reference_page_lists_every_close_code_as_it_is() throws IOException {
        String rows = Arrays.stream(CloseCode.values())
                .map(code -> "| %d | `%s` | %s | %s |\n"
                        .formatted(
                                code.code(),
                                code.name().toLowerCase(Locale.ROOT),
                                code.reconnect() ? "yes" : "no",
                                code.meaning()))
                .collect(Collectors.joining());
        page.holds(
                "close codes",
                "ErrorReferenceTest",
                "| code | name | connect again | meaning |\n|---|---|---|---|\n" + rows);
    }
}
