package chat.carillon.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// Certificates for tests, made by the JDK's keytool.
final class PemFiles {
    private static final String PASSWORD = "changeit";
    private static final long PATIENCE_SECONDS = 60;
    private static final int LINE_CHARS = 64;

    private PemFiles() {}

    /// A certificate that signs itself, and its key, as PEM files.
    ///
    /// @param trusting makes a client believe in it
    record Pair(Path certificate, Path key, SSLContext trusting) {}

    /// For `localhost` and 127.0.0.1.
    static Pair selfSigned(Path folder, String name)
            throws IOException, GeneralSecurityException, InterruptedException {
        Path file = folder.resolve(name + ".p12");
        generate(file, name);
        var store = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
        byte[] certificate = store.getCertificate(name).getEncoded();
        byte[] key = store.getKey(name, PASSWORD.toCharArray()).getEncoded();
        return new Pair(
                pem(folder.resolve(name + ".crt"), "CERTIFICATE", certificate),
                pem(folder.resolve(name + ".key"), "PRIVATE KEY", key),
                trusting(store, name));
    }

    private static void generate(Path file, String alias) throws IOException, InterruptedException {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        alias,
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost,ip:127.0.0.1",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD)
                .inheritIO()
                .start();
        if (!keytool.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
            throw new AssertionError("keytool has made no certificate");
        }
    }

    private static Path pem(Path file, String label, byte[] content) throws IOException {
        String lines = Base64.getMimeEncoder(LINE_CHARS, new byte[] {'\n'}).encodeToString(content);
        return Files.writeString(file, "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, lines, label));
    }

    private static SSLContext trusting(KeyStore issued, String alias) throws IOException, GeneralSecurityException {
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(alias, issued.getCertificate(alias));
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
