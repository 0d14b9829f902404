/// Draws the terminal client: model and size in, rows of styled text and a cursor out.
///
/// Pure: no terminal, no clock; the time zone is given. All text of others goes through
/// [chat.carillon.cli.text.SafeText]. Every row fits the width, as far as terminals agree about widths.
@NullMarked
package chat.carillon.cli.chat.view;

import org.jspecify.annotations.NullMarked;
