package chat.carillon.push.fcm;

import chat.carillon.model.InvalidValueException;
import chat.carillon.protocol.json.JsonObject;
import chat.carillon.protocol.json.MalformedJsonException;
import chat.carillon.push.http.HttpOutcome;
import java.util.List;

/// What Firebase says went wrong: `google.rpc.Status`, with Firebase's own code in the details.
///
/// @param code Firebase's own if it gave one, else Google's; empty if neither can be read
/// @param concernsToken whether it is the device's token that is wrong
record FcmError(int status, String code, boolean concernsToken) {
    private static final int MAX_DETAILS = 20;
    private static final String OWN_DETAIL = "google.firebase.fcm.v1.FcmError";

    static FcmError of(HttpOutcome.Answered answered) {
        try {
            JsonObject error = JsonObject.parse(answered.body()).object("error");
            String code = error.stringOr("status", "");
            boolean token = false;
            for (JsonObject detail : error.objects("details", MAX_DETAILS)) {
                if (detail.stringOr("@type", "").endsWith(OWN_DETAIL)) {
                    code = detail.stringOr("errorCode", code);
                }
                List<JsonObject> violations = detail.objects("fieldViolations", MAX_DETAILS);
                token |= violations.stream()
                        .anyMatch(violation -> violation.stringOr("field", "").equals("message.token"));
            }
            return new FcmError(answered.status(), code.matches("[A-Z_]{1,40}") ? code : "", token);
        } catch (MalformedJsonException | InvalidValueException e) {
            return new FcmError(answered.status(), "", false);
        }
    }

    @Override
    public String toString() {
        return code.isEmpty() ? Integer.toString(status) : code;
    }
}
