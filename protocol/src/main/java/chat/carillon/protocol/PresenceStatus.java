package chat.carillon.protocol;

import chat.carillon.model.WireName;

/// What a user is seen as.
public enum PresenceStatus implements WireName {
    ONLINE,
    AWAY,
    OFFLINE
}
