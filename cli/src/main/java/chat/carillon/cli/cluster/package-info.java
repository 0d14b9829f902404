/// Clusters: one for a first look, and the proof that one keeps its promise.
@NullMarked
package chat.carillon.cli.cluster;

import org.jspecify.annotations.NullMarked;
