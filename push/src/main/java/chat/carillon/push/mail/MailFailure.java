package chat.carillon.push.mail;

import chat.carillon.core.push.PushResult;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;

/// What a mail server's refusal means. Answers quote addresses, so only their codes are told.
final class MailFailure {
    /// When the login is refused, only the operator can help.
    private static final Duration CREDENTIALS_PAUSE = Duration.ofMinutes(5);

    /// RFC 3463.
    private static final Pattern ENHANCED_CODE = Pattern.compile("\\b([245])\\.([0-9]{1,3})\\.([0-9]{1,3})\\b");

    /// How deep exceptions are looked at; servers do not nest them.
    private static final int MAX_CHAIN = 10;

    private MailFailure() {}

    static PushResult result(MessagingException failure) {
        if (failure instanceof AuthenticationFailedException) {
            return new PushResult.Retry(CREDENTIALS_PAUSE, "the mail server refuses the login");
        }
        Exception next = failure;
        PushResult found = null;
        for (int i = 0; next != null && i < MAX_CHAIN; i++) {
            PushResult said = said(next);
            found = said == null ? found : said;
            next = next instanceof MessagingException messaging ? messaging.getNextException() : null;
        }
        return found == null ? new PushResult.Retry(null, "the mail server cannot be reached") : found;
    }

    private static @Nullable PushResult said(Exception failure) {
        return switch (failure) {
            case SMTPAddressFailedException address -> ofAddress(address.getReturnCode(), address.getMessage());
            case SMTPSendFailedException send -> ofMail(send.getReturnCode());
            default -> null;
        };
    }

    /// `550` also says that this server may not send, or that the mail looks like spam: that is no reason to
    /// forget the address. The enhanced code tells; without one, 550, 551 and 553 are about the mailbox.
    private static PushResult ofAddress(int code, @Nullable String answer) {
        Matcher enhanced = ENHANCED_CODE.matcher(answer == null ? "" : answer);
        boolean aboutMailbox =
                enhanced.find() ? enhanced.group(2).equals("1") : code == 550 || code == 551 || code == 553;
        return code >= 500 && aboutMailbox
                ? new PushResult.InvalidTarget("the mail server knows no such mailbox: " + code)
                : ofMail(code);
    }

    private static PushResult ofMail(int code) {
        String why = "the mail server answered " + code;
        return code >= 500 ? new PushResult.Rejected(why) : new PushResult.Retry(null, why);
    }
}
