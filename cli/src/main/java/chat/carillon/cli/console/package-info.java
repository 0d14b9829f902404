/// How the command line talks to people: sentences, tables, progress, questions, errors.
///
/// Out goes to standard output what was asked for, and to standard error everything else. No stack traces unless
/// asked for. Confined to the thread of the command, except progress.
@NullMarked
package chat.carillon.cli.console;

import org.jspecify.annotations.NullMarked;
