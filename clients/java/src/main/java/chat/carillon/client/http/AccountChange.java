package chat.carillon.client.http;

import chat.carillon.protocol.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/// What is to change about an account; null leaves as it is.
///
/// @param oldPassword needed for a new password of one's own
public record AccountChange(
        @Nullable String displayName,
        @Nullable Boolean administrator,
        @Nullable Boolean disabled,
        @Nullable String password,
        @Nullable String oldPassword) {

    public static AccountChange displayName(String name) {
        return new AccountChange(name, null, null, null, null);
    }

    public static AccountChange administrator(boolean administrator) {
        return new AccountChange(null, administrator, null, null, null);
    }

    public static AccountChange disabled(boolean disabled) {
        return new AccountChange(null, null, disabled, null, null);
    }

    /// A new password ends all logins.
    ///
    /// @param oldPassword null for an administrator who sets another's
    public static AccountChange password(String password, @Nullable String oldPassword) {
        return new AccountChange(null, null, null, password, oldPassword);
    }

    void write(JsonWriter json) {
        json.optional("displayName", displayName);
        if (administrator != null) {
            json.field("administrator", administrator);
        }
        if (disabled != null) {
            json.field("disabled", disabled);
        }
        json.optional("password", password).optional("oldPassword", oldPassword);
    }

    /// Without the passwords.
    @Override
    public String toString() {
        return "AccountChange";
    }
}
