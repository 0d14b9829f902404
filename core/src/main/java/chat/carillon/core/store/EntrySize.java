package chat.carillon.core.store;

import chat.carillon.model.Attachment;
import chat.carillon.model.Entry;
import chat.carillon.model.EntryBody;
import org.jspecify.annotations.Nullable;

/// Roughly how many bytes an entry takes in a frame: what pages are bounded by.
public final class EntrySize {
    /// Field names, punctuation, numbers and ids.
    private static final int FRAME_BYTES = 200;

    private static final int BYTES_PER_USER = 20;
    private static final int BYTES_PER_ATTACHMENT = 80;

    private EntrySize() {}

    public static int estimatedBytes(Entry entry) {
        return FRAME_BYTES
                + switch (entry.body()) {
                    case EntryBody.Posted posted ->
                        textBytes(posted.text())
                                + posted.attachments().stream()
                                        .mapToInt(EntrySize::attachmentBytes)
                                        .sum();
                    case EntryBody.Edited edited -> textBytes(edited.text());
                    case EntryBody.MembersJoined joined -> joined.users().size() * BYTES_PER_USER;
                    case EntryBody.MembersLeft left -> left.users().size() * BYTES_PER_USER;
                    case EntryBody.Renamed renamed -> textBytes(renamed.name()) + textBytes(renamed.topic());
                    case EntryBody.Tombstone _,
                            EntryBody.Unknown _,
                            EntryBody.Deleted _,
                            EntryBody.ReactionAdded _,
                            EntryBody.ReactionRemoved _,
                            EntryBody.RoleChanged _,
                            EntryBody.SettingsChanged _ -> 0;
                };
    }

    private static int attachmentBytes(Attachment attachment) {
        return BYTES_PER_ATTACHMENT
                + textBytes(attachment.url())
                + textBytes(attachment.name())
                + textBytes(attachment.contentType());
    }

    private static int textBytes(@Nullable String text) {
        if (text == null) {
            return 0;
        }
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
        }
        return bytes;
    }
}
