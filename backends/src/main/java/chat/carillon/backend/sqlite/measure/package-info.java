/// How fast the store alone is on this machine: what `carillon bench append` is measured against.
///
/// In: a directory and a load. Out: figures. Nothing here runs in a serving node.
@NullMarked
package chat.carillon.backend.sqlite.measure;

import org.jspecify.annotations.NullMarked;
