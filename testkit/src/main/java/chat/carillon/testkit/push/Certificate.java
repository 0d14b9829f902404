package chat.carillon.testkit.push;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/// A key and its certificate for a host, which the JDK's own tool makes.
public final class Certificate {
    public static final String PASSWORD = "changeit";
    private static final String ALIAS = "peer";

    private final Path store;
    private final KeyStore keys;

    private Certificate(Path store, KeyStore keys) {
        this.store = store;
        this.keys = keys;
    }

    /// The file that has both, for servers that read one.
    public Path store() {
        return store;
    }

    /// @param names such as `dns:push.test`
    public static Certificate of(Path directory, String names)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path store = directory.resolve("peer.p12");
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "RSA",
                        "-keysize",
                        "2048",
                        "-dname",
                        "CN=peer",
                        "-ext",
                        "SAN=" + names,
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        store.toString()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool failed");
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream from = Files.newInputStream(store)) {
            keys.load(from, PASSWORD.toCharArray());
        }
        return new Certificate(store, keys);
    }

    public X509Certificate x509() throws GeneralSecurityException {
        return (X509Certificate) keys.getCertificate(ALIAS);
    }

    public PrivateKey key() throws GeneralSecurityException {
        return (PrivateKey) keys.getKey(ALIAS, PASSWORD.toCharArray());
    }

    /// For a server that shows this certificate.
    public SSLContext serverContext() throws GeneralSecurityException {
        KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    /// The same as a context.
    public SSLContext clientContext() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {trust()}, null);
        return context;
    }

    /// For a client that trusts this certificate and no other.
    public TrustManager trust() throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(ALIAS, x509());
        TrustManagerFactory managers = TrustManagerFactory.getInstance("PKIX");
        managers.init(trusted);
        return managers.getTrustManagers()[0];
    }
}
