package chat.carillon.model;

/// A link to something that travels with a message; the bytes themselves are elsewhere.
///
/// @param url https, http or a path on this server, at most 2,048 characters
/// @param contentType media type such as `image/png`
/// @param sizeBytes 0 if unknown
public record Attachment(String url, String name, String contentType, long sizeBytes) {
    private static final int MAX_URL_CHARS = 2_048;
    private static final int MAX_NAME_CHARS = 255;
    private static final int MAX_CONTENT_TYPE_CHARS = 127;

    public Attachment {
        Text.checkedNotBlank("attachments.url", url, MAX_URL_CHARS);
        if (!url.startsWith("https://") && !url.startsWith("http://") && !url.startsWith("/")) {
            throw new InvalidValueException(
                    "attachments.url: '%s' (expected: https://, http:// or /)".formatted(Text.excerpt(url)));
        }
        Text.checked("attachments.name", name, MAX_NAME_CHARS);
        Text.checked("attachments.contentType", contentType, MAX_CONTENT_TYPE_CHARS);
        if (sizeBytes < 0) {
            throw new InvalidValueException("attachments.sizeBytes: " + sizeBytes + " (expected: >= 0)");
        }
    }
}
