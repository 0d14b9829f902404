package chat.carillon.server.admission;

import chat.carillon.model.WireName;

/// Why a handshake was refused; the label `reason` of the metric.
public enum Refusal implements WireName {
    /// More arrive than the node can take now.
    RATE,
    /// More come from one address than one may.
    ADDRESS,
    /// The node holds as many sockets as it may.
    FULL,
    /// The node does not serve yet, or not any more.
    STAGE,
    /// The handshake was over, and hello came when no sessions could open.
    HELLO,
    /// It is no proper upgrade.
    REQUEST,
    /// A page of another origin asked.
    ORIGIN
}
