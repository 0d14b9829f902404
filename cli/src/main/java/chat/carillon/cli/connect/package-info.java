/// Reaching a server from the command line: which one, as whom, and the logins that are kept.
///
/// In: options, environment, the file of logins, the operator's token. Out: a
/// [chat.carillon.client.http.CarillonHttp] or what it takes to make a client. Secrets are never printed, unless
/// a command exists to print one.
@NullMarked
package chat.carillon.cli.connect;

import org.jspecify.annotations.NullMarked;
