/// What the commands of clusters read and print.
@NullMarked
package chat.carillon.cli.cluster;

import org.jspecify.annotations.NullMarked;
