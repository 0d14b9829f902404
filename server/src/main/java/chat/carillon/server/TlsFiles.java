package chat.carillon.server;

import chat.carillon.server.config.ServerConfig;
import io.vertx.core.Vertx;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import javax.net.ssl.KeyManager;
import javax.net.ssl.X509KeyManager;
import org.jspecify.annotations.Nullable;

/// The certificate and its key. Checked before the port opens: what is wrong with them is said once at the start,
/// not at every handshake.
final class TlsFiles {
    private static final byte[] PROBE = "carillon".getBytes(StandardCharsets.US_ASCII);

    private TlsFiles() {}

    /// @throws StartException if TLS cannot work with them
    static PemKeyCertOptions checked(ServerConfig.Tls files, Vertx vertx) {
        var options = new PemKeyCertOptions()
                .setCertPath(readable("tls.cert", files.certificate()))
                .setKeyPath(readable("tls.key", files.key()));
        PublicKey certified = publicKey(files.certificate());
        PrivateKey key = privateKey(options, vertx, certified.getAlgorithm());
        if (key == null) {
            throw new StartException(
                    "tls.key: '%s' holds no private key (expected: a PEM file, PKCS #8)".formatted(files.key()));
        }
        if (!belongTogether(certified, key)) {
            throw new StartException("tls.key: '%s' is not the key of the certificate in '%s' (expected: a pair)"
                    .formatted(files.key(), files.certificate()));
        }
        return options;
    }

    private static String readable(String key, Path file) {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new StartException("%s: '%s' cannot be read (expected: a PEM file)".formatted(key, file));
        }
        return file.toAbsolutePath().toString();
    }

    /// Of the first certificate, which is the server's own; its issuers follow.
    private static PublicKey publicKey(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificate(in)
                    .getPublicKey();
        } catch (CertificateException | IOException e) {
            throw new StartException(
                    "tls.cert: '%s' holds no certificate (expected: a PEM file, the server's own certificate first)"
                            .formatted(file),
                    e);
        }
    }

    /// Null if there is none that can be read.
    private static @Nullable PrivateKey privateKey(PemKeyCertOptions options, Vertx vertx, String algorithm) {
        KeyManager[] managers;
        try {
            managers = options.getKeyManagerFactory(vertx).getKeyManagers();
        } catch (Exception e) {
            return null;
        }
        for (KeyManager manager : managers) {
            if (manager instanceof X509KeyManager keys) {
                String[] aliases = keys.getServerAliases(algorithm, null);
                return aliases == null ? null : keys.getPrivateKey(aliases[0]);
            }
        }
        return null;
    }

    private static boolean belongTogether(PublicKey certified, PrivateKey key) {
        try {
            Signature signature = Signature.getInstance(
                    switch (key.getAlgorithm()) {
                        case "RSA" -> "SHA256withRSA";
                        case "EC" -> "SHA256withECDSA";
                        default -> key.getAlgorithm();
                    });
            signature.initSign(key);
            signature.update(PROBE);
            byte[] signed = signature.sign();
            signature.initVerify(certified);
            signature.update(PROBE);
            return signature.verify(signed);
        } catch (InvalidKeyException | SignatureException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new StartException("tls.key: keys of the kind " + key.getAlgorithm() + " are not supported", e);
        }
    }
}
