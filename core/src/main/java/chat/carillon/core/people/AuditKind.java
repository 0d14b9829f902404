package chat.carillon.core.people;

import chat.carillon.model.WireName;

/// What administrators and moderators do that is noted.
public enum AuditKind implements WireName {
    USER_MADE,
    USER_DISABLED,
    USER_ENABLED,
    ADMINISTRATOR_MADE,
    ADMINISTRATOR_UNMADE,
    PASSWORD_SET,
    PROFILE_CHANGED,
    TOKEN_MADE,
    INVITATION_MADE,
    INVITATION_WITHDRAWN,
    SESSION_ENDED,
    ANNOUNCED,
    DRAINED,
    MESSAGE_DELETED
}
