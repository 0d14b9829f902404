package chat.carillon.server.http.page;

import io.vertx.core.buffer.Buffer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One file of the web client, in the forms in which it is sent. Immutable.
///
/// @param path as browsers ask for it, with a leading slash
/// @param etag the same for all forms, which hold the same content
/// @param gzip null where compressing gained nothing
/// @param brotli null where compressing gained nothing
public record PageFile(
        String path,
        String contentType,
        String etag,
        Buffer plain,
        @Nullable Buffer gzip,
        @Nullable Buffer brotli) {
    /// Their names change with their content.
    private static final String HASHED = "/assets/";

    String cacheControl() {
        return path.startsWith(HASHED) ? "public, max-age=31536000, immutable" : "no-cache";
    }

    boolean isDocument() {
        return contentType.startsWith("text/html");
    }

    /// The smallest form that a browser takes.
    ///
    /// @param acceptEncoding the header, or null
    Form formFor(@Nullable String acceptEncoding) {
        if (brotli != null && accepts(acceptEncoding, "br")) {
            return new Form("br", brotli);
        }
        if (gzip != null && accepts(acceptEncoding, "gzip")) {
            return new Form("gzip", gzip);
        }
        return new Form(null, plain);
    }

    /// @param encoding null if it is sent as it is
    record Form(@Nullable String encoding, Buffer content) {}

    /// RFC 9110, 12.5.3; a weight of 0 forbids, and others make no difference here.
    private static boolean accepts(@Nullable String header, String encoding) {
        if (header == null) {
            return false;
        }
        for (String item : header.toLowerCase(Locale.ROOT).split(",")) {
            String[] parts = item.split(";");
            if (parts[0].strip().equals(encoding)) {
                return parts.length == 1 || !parts[1].strip().matches("q=0(\\.0*)?");
            }
        }
        return false;
    }
}
