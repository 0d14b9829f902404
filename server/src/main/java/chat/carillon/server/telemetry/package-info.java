/// What a node says about itself: metrics for Prometheus, and logs.
///
/// In: the counters that every part keeps, read when somebody scrapes. Out: text. Metrics never drive logic; logs
/// never hold content or secrets. Thread-safe. Reference: `docs/reference/metrics.md`.
@NullMarked
package chat.carillon.server.telemetry;

import org.jspecify.annotations.NullMarked;
