package dev.liveshelf.it;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Makes key stores for this machine, by the JDK's own tool, and clients that trust them. */
final class KeyStores {
    static final String PASSWORD = "change-it";
    private static final String ALIAS = "shop";

    /** Made once: that takes a second, and no test needs a key that another has not. */
    private static byte[] withKey = {};

    private KeyStores() {}

    /** Puts one there with a key and its certificate, signed by itself. */
    static synchronized Path withKey(Path file) throws IOException {
        if (withKey.length == 0) {
            make(file);
            withKey = Files.readAllBytes(file);
        }
        return Files.write(file, withKey);
    }

    private static void make(Path file) throws IOException {
        keytool(
                file,
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1");
    }

    /** Makes one that has a password but no private key: only a secret one. */
    static Path withoutPrivateKey(Path file) throws IOException {
        keytool(file, "-genseckey", "-alias", "secret", "-keyalg", "AES", "-keysize", "128");
        return file;
    }

    /** Writes the certificate and the key beside the key store, as most servers want them: {@code .crt} and {@code .key}. */
    static void writePem(Path file) throws IOException {
        try {
            KeyStore store = open(file);
            Files.writeString(
                    pem(file, "crt"),
                    pem("CERTIFICATE", store.getCertificate(ALIAS).getEncoded()));
            Files.writeString(
                    pem(file, "key"),
                    pem(
                            "PRIVATE KEY",
                            store.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static Path pem(Path file, String extension) {
        return file.resolveSibling(file.getFileName() + "." + extension);
    }

    private static String pem(String what, byte[] bytes) {
        return "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder().encodeToString(bytes) + "\n-----END " + what
                + "-----\n";
    }

    private static KeyStore open(Path file) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD.toCharArray());
            return store;
        }
    }

    /** What a client needs to believe whoever has the key. */
    static SSLContext trust(Path file) {
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(open(file));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static void keytool(Path file, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storetype", "PKCS12", "-keystore", file.toString(), "-storepass", PASSWORD));
        try (Program keytool = Program.start(command, Map.of())) {
            if (keytool.exitCode() != 0) {
                throw new IOException("keytool failed:\n" + keytool);
            }
        }
    }
}
