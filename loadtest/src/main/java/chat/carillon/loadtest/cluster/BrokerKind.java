package chat.carillon.loadtest.cluster;

/// What carries hints between nodes.
public enum BrokerKind {
    REDIS,
    KAFKA
}
