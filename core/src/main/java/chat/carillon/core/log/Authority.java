package chat.carillon.core.log;

/// By what right somebody writes to a log.
public enum Authority {
    /// As a member, within the member's role and the conversation's settings.
    MEMBER,
    /// As an administrator of the server, who need not be a member; still cannot put words in
    /// others' mouths.
    ADMINISTRATOR
}
