package chat.carillon.server.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.server.config.ServerConfig;
import chat.carillon.server.config.ServerConfig.LogFormat;
import chat.carillon.server.config.ServerConfig.LogLevel;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LoggingTest {
    private final PrintStream standardError = System.err;

    @AfterEach
    void restore() {
        System.setErr(standardError);
        Logging.configure(new ServerConfig.Log(LogLevel.WARN, LogFormat.TEXT));
    }

    @Test
    void text_is_one_line_for_people() {
        assertThat(logged(LogFormat.TEXT)).matches("\\d{4}-\\d\\d-\\d\\dT\\S+ INFO  LoggingTest: node a serves\\R");
    }

    @Test
    void json_is_one_object_a_line() {
        assertThat(logged(LogFormat.JSON))
                .matches("\\{.*\\}\\R")
                .contains("\"level\":\"INFO\"", "\"formattedMessage\":\"node a serves\"");
    }

    private static String logged(LogFormat format) {
        var bytes = new ByteArrayOutputStream();
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        Logging.configure(new ServerConfig.Log(LogLevel.INFO, format));
        var log = LoggerFactory.getLogger(LoggingTest.class);
        log.info("node {} serves", "a");
        log.debug("not this");
        LoggerFactory.getLogger("io.netty.something").info("nor this");
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
