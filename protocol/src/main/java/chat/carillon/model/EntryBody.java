package chat.carillon.model;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What an entry says happened. One record a type; a new type must be handled wherever entries are read.
public sealed interface EntryBody {

    /// The name in the protocol's `type` field.
    String type();

    /// A message was posted.
    ///
    /// @param replyTo seq of the message that this one answers
    /// @param thread seq of the message whose thread this one belongs to
    record Posted(
            String text, @Nullable Long replyTo, @Nullable Long thread, List<Attachment> attachments)
            implements EntryBody {
        public Posted {
            attachments = List.copyOf(attachments);
            if (text.isBlank() && attachments.isEmpty()) {
                throw new InvalidValueException("text: blank (expected: some text, or an attachment)");
            }
        }

        @Override
        public String type() {
            return "message";
        }
    }

    /// A message or an edit stood here and was taken back: its text is gone, its seq stays.
    record Tombstone() implements EntryBody {
        @Override
        public String type() {
            return "tombstone";
        }
    }

    /// The message at `target` got a new text.
    record Edited(long target, String text) implements EntryBody {
        @Override
        public String type() {
            return "edit";
        }
    }

    /// The message at `target` was taken back; its text is gone from the log, the state and the search.
    record Deleted(long target) implements EntryBody {
        @Override
        public String type() {
            return "delete";
        }
    }

    /// The entry's sender put `emoji` on the message at `target`.
    record ReactionAdded(long target, String emoji) implements EntryBody {
        @Override
        public String type() {
            return "reaction_added";
        }
    }

    /// The entry's sender took `emoji` off the message at `target`.
    record ReactionRemoved(long target, String emoji) implements EntryBody {
        @Override
        public String type() {
            return "reaction_removed";
        }
    }

    /// Users became members: up to 1,000 in one entry.
    record MembersJoined(List<UserId> users) implements EntryBody {
        public MembersJoined {
            users = List.copyOf(users);
        }

        @Override
        public String type() {
            return "joined";
        }
    }

    /// Users ceased to be members, by themselves or by another: up to 1,000 in one entry.
    record MembersLeft(List<UserId> users) implements EntryBody {
        public MembersLeft {
            users = List.copyOf(users);
        }

        @Override
        public String type() {
            return "left";
        }
    }

    /// `user` has `role` from here on.
    record RoleChanged(UserId user, Role role) implements EntryBody {
        @Override
        public String type() {
            return "role";
        }
    }

    /// The conversation was given another name or topic; null means unchanged.
    record Renamed(@Nullable String name, @Nullable String topic) implements EntryBody {
        @Override
        public String type() {
            return "renamed";
        }
    }

    /// Who may do what here was changed; null means unchanged.
    ///
    /// @param join who may become a member by themselves
    /// @param post least role that may post
    /// @param invite least role that may make others members
    /// @param archived whether it can only be read
    record SettingsChanged(
            @Nullable JoinPolicy join,
            @Nullable Role post,
            @Nullable Role invite,
            @Nullable Boolean archived) implements EntryBody {
        @Override
        public String type() {
            return "settings";
        }
    }

    /// Who may become a member by themselves: everyone, or nobody.
    enum JoinPolicy implements WireName {
        OPEN,
        INVITED
    }

    /// A type that this version does not know: a newer node wrote the entry. Its seq counts like any other's, so
    /// that a log has no holes for anyone; what it says is not known.
    record Unknown(String type) implements EntryBody {}

    /// The seq of the message that this entry changes, where it changes one.
    default Optional<Long> targetSeq() {
        return switch (this) {
            case Edited edited -> Optional.of(edited.target());
            case Deleted deleted -> Optional.of(deleted.target());
            case ReactionAdded added -> Optional.of(added.target());
            case ReactionRemoved removed -> Optional.of(removed.target());
            case Posted _,
                    Tombstone _,
                    MembersJoined _,
                    MembersLeft _,
                    RoleChanged _,
                    Renamed _,
                    SettingsChanged _,
                    Unknown _ -> Optional.empty();
        };
    }

    /// Whether nodes must learn from this entry who is a member.
    default boolean changesMembership() {
        return this instanceof MembersJoined || this instanceof MembersLeft;
    }
}
