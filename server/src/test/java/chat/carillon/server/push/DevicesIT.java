package chat.carillon.server.push;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.server.TestServer;
import chat.carillon.server.TestServer.Reply;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Registering devices and saying what one wants to be told of, by those who get it wrong.
class DevicesIT {
    @TempDir
    private static Path folder;

    private static TestServer server;
    private static String token = "";

    @BeforeAll
    static void start() {
        server = TestServer.start(folder, "push.vapid.subject=mailto:operator@example.org");
        token = server.users("bob").getFirst();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Reply put(String path, String body) {
        return server.call(token, "PUT", path, body.replace('\'', '"'));
    }

    @Test
    void a_user_has_sixteen_devices_at_most() {
        for (int i = 0; i < 16; i++) {
            assertThat(put(
                                    "/v1/devices/device" + i,
                                    "{'target':{'kind':'unifiedpush','endpoint':'https://push.example/t" + i + "'}}")
                            .status())
                    .isEqualTo(204);
        }
        Reply tooMany =
                put("/v1/devices/one-more", "{'target':{'kind':'unifiedpush','endpoint':'https://push.example/more'}}");

        assertThat(tooMany.status()).isEqualTo(409);
        assertThat(tooMany.code()).isEqualTo("too_many_devices");
        assertThat(server.call(token, "DELETE", "/v1/devices/nothing", null).code())
                .isEqualTo("no_such_device");
        assertThat(server.get(token, "/v1/devices").body()).doesNotContain("endpoint", "t1");
    }

    @Test
    void what_is_not_set_up_is_neither_offered_nor_taken() {
        assertThat(server.get(token, "/v1/push").body()).contains("\"kinds\":[\"unifiedpush\",\"webpush\"]");
        assertThat(put("/v1/devices/phone", "{'target':{'kind':'fcm','token':'t'}}")
                        .body())
                .contains("target.kind: 'fcm' (expected: one that is set up here: [unifiedpush, webpush])");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "phone | {}",
                "phone | {'target':{}}",
                "phone | {'target':{'kind':'carrier-pigeon'}}",
                "phone | {'target':{'kind':'webhook'}}",
                "phone | {'target':{'kind':'unifiedpush','endpoint':''}}",
                "phone | {'target':{'kind':'webpush','endpoint':'ftp://a/','keys':{'p256dh':'x','auth':'y'}}}",
                "phone | {'target':{'kind':'fcm','token':'t'}}",
                "carillon:webhook | {'target':{'kind':'unifiedpush','endpoint':'https://push.example/t'}}",
                "phone | {'target':{'kind':'unifiedpush','endpoint':'https://push.example/t'},'label':'\\u0000'}"
            })
    void a_device_that_cannot_be_is_refused(String device, String body) {
        Reply reply = put("/v1/devices/" + device, body);

        assertThat(reply.status()).as(reply.body()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo("invalid_field");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'direct':'loud'}",
                "{'quietHours':{'from':'22:00'}}",
                "{'quietHours':{'from':'22:00','until':'22:00','zone':'UTC'}}",
                "{'quietHours':{'from':'22:00','until':'07:00','zone':'Atlantis'}}",
                "{'snoozedUntil':-1}",
                "{'snoozedUntil':9007199254740992}"
            })
    void wishes_that_cannot_be_are_refused(String body) {
        Reply reply = put("/v1/me/notifications", body);

        assertThat(reply.status()).as(reply.body()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo("invalid_field");
    }
}
