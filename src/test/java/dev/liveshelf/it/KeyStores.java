package dev.liveshelf.it;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Makes key stores for this machine, by the JDK's own tool, and clients that trust them. */
final class KeyStores {
    static final String PASSWORD = "change-it";

    private KeyStores() {}

    /** Makes one with a key and its certificate, signed by itself. */
    static Path withKey(Path file) throws IOException {
        keytool(
                file,
                "-genkeypair",
                "-alias",
                "shop",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1");
        return file;
    }

    /** Makes one that has a password but no private key: only a secret one. */
    static Path withoutPrivateKey(Path file) throws IOException {
        keytool(file, "-genseckey", "-alias", "secret", "-keyalg", "AES", "-keysize", "128");
        return file;
    }

    /** What a client needs to believe whoever has the key. */
    static SSLContext trust(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD.toCharArray());
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
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
