package dev.liveshelf.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code java -jar} with a key store: it speaks TLS, or says in one line why it cannot. */
class TlsIT {
    @TempDir
    private Path home;

    @AfterEach
    void nobodyHasTouchedTheDataOfARefusedStart() {
        if (!Files.exists(home.resolve("opened"))) {
            assertThat(home.resolve("data")).doesNotExist();
        }
    }

    @Test
    void theCookieIsForTlsOnlyAndTheServerHasNoName() throws Exception {
        Path keys = KeyStores.withKey(home.resolve("keys.p12"));
        Files.createFile(home.resolve("opened"));
        try (ShopProcess shop = ShopProcess.start(home, "tls.keystore=" + keys, "tls.password=" + KeyStores.PASSWORD)) {
            assertThat(shop.address()).hasScheme("https");
            HttpClient client =
                    HttpClient.newBuilder().sslContext(KeyStores.trust(keys)).build();

            for (String host : new String[] {"127.0.0.1", "localhost"}) {
                URI address =
                        URI.create("https://" + host + ":" + shop.address().getPort() + "/");
                HttpResponse<String> page =
                        client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());

                assertThat(page.statusCode()).isEqualTo(200);
                assertThat(page.headers().firstValue("Set-Cookie"))
                        .get()
                        .asString()
                        .endsWith("; Secure");
                assertThat(page.headers().map()).doesNotContainKey("server");
                assertThat(page.headers().firstValue("Strict-Transport-Security"))
                        .hasValue("max-age=31536000");
            }
            assertThat(shop.log()).hasSize(2).noneMatch(line -> line.contains(KeyStores.PASSWORD));
        }
    }

    @Test
    void aNameThatIsNotInTheCertificateIsServedAllTheSame() throws Exception {
        Path keys = KeyStores.withKey(home.resolve("keys.p12"));
        Files.createFile(home.resolve("opened"));
        try (ShopProcess shop = ShopProcess.start(home, "tls.keystore=" + keys, "tls.password=" + KeyStores.PASSWORD)) {
            int port = shop.address().getPort();

            assertThat(Curl.get(
                            "https://balancer.example:" + port + "/health",
                            "-k",
                            "--resolve",
                            "balancer.example:" + port + ":127.0.0.1"))
                    .isEqualTo("200 by HTTP/2");
        }
    }

    @Test
    void thereIsNoSuchKeyStore() throws IOException {
        Path nothing = home.resolve("nothing.p12");
        assertRefuses(
                "The setting liveshelf.tls.keystore is \"" + nothing
                        + "\"; it must be a key store (PKCS12), and there is no such file.",
                nothing,
                KeyStores.PASSWORD);
    }

    @Test
    void itIsNoKeyStore() throws IOException {
        Path text = Files.writeString(home.resolve("keys.pem"), "-----BEGIN PRIVATE KEY-----\n");
        assertRefuses(
                "The setting liveshelf.tls.keystore is \"" + text
                        + "\"; it must be a key store (PKCS12), and cannot be read as one.",
                text,
                KeyStores.PASSWORD);
        assertRefuses("The setting liveshelf.tls.keystore is \"" + home + "\"", home, KeyStores.PASSWORD);
    }

    @Test
    void theKeyStoreHasNoKey() throws IOException {
        Path keys = KeyStores.withoutPrivateKey(home.resolve("keys.p12"));
        assertRefuses(
                "The setting liveshelf.tls.keystore is \"" + keys
                        + "\"; it must have a private key with its certificate, and has none.",
                keys,
                KeyStores.PASSWORD);
    }

    @Test
    void thePasswordIsWrongOrMissing() throws IOException {
        Path keys = KeyStores.withKey(home.resolve("keys.p12"));
        String line = "The setting liveshelf.tls.password does not open the key store \"" + keys + "\"";
        assertRefuses(line, keys, "guessed");
        assertRefuses(line, keys, "");
    }

    @Test
    void aPasswordWithoutKeyStoreWouldNotBeTls() throws IOException {
        ShopProcess.assertRefuses(
                home,
                "The setting liveshelf.tls.password is set; liveshelf.tls.keystore must be set as well",
                "tls.password=" + KeyStores.PASSWORD);
    }

    private void assertRefuses(String line, Path keys, String password) throws IOException {
        ShopProcess.assertRefuses(home, line, "tls.keystore=" + keys, "tls.password=" + password);
    }
}
