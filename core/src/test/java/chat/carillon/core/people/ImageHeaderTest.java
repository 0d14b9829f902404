package chat.carillon.core.people;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.carillon.model.InvalidValueException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageHeaderTest {
    private static byte[] image(String kind, int width, int height) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), kind, bytes);
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg"})
    void kind_and_size_are_read(String kind) throws IOException {
        assertThat(ImageHeader.read(image(kind, 300, 7))).contains(new ImageHeader("image/" + kind, 300, 7));
        assertThat(Avatar.of(image(kind, 1_024, 1)).mediaType()).isEqualTo("image/" + kind);
    }

    @ParameterizedTest
    @CsvSource({
        // VP8X, VP8L and VP8, each of 400 x 301 pixels.
        "52494646000000005745425056503858000000000000000 08F01002C0100",
        "5249464600000000574542505650384C000000002F8F014B00000000000000000000",
        "52494646000000005745425056503820000000000000009D012A90012D0100000000",
    })
    void the_three_kinds_of_webp_are_read(String hex) {
        byte[] image = HexFormat.of().parseHex(hex.replace(" ", ""));

        assertThat(ImageHeader.read(image)).contains(new ImageHeader("image/webp", 400, 301));
    }

    @Test
    void a_file_of_another_kind_is_none() throws IOException {
        assertThat(ImageHeader.read(image("gif", 2, 2))).isEmpty();
        assertThat(ImageHeader.read("<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(UTF_8)))
                .isEmpty();
        assertThat(ImageHeader.read(new byte[0])).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg"})
    void a_file_that_breaks_off_or_is_spoilt_does_no_harm(String kind) throws IOException {
        byte[] image = image(kind, 30, 30);
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
        for (int length = 0; length < image.length; length++) {
            byte[] spoilt = Arrays.copyOf(image, length);
            if (length > 2) {
                spoilt[random.nextInt(2, length)] = (byte) random.nextInt();
            }
            assertThat(ImageHeader.read(spoilt)).isNotNull();
        }
    }

    @Test
    void a_picture_is_bounded_in_bytes_and_in_pixels() throws IOException {
        byte[] large = Arrays.copyOf(image("png", 2, 2), Avatar.MAX_BYTES + 1);
        byte[] wide = image("png", 1_025, 2);

        assertThatThrownBy(() -> Avatar.of(large)).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> Avatar.of(wide))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("1025 x 2 pixels");
        assertThat(Avatar.of(image("png", 2, 2)).hash())
                .hasSize(32)
                .isNotEqualTo(Avatar.of(image("png", 2, 3)).hash());
    }
}
