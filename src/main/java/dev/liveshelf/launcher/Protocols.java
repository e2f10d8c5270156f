package dev.liveshelf.launcher;

import dev.liveshelf.Settings;
import java.nio.file.Path;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http2.HTTP2Cipher;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** What is spoken at the door: HTTP/1.1 and HTTP/2, over TLS if there is a key store, in clear text if there is none. */
final class Protocols {
    private Protocols() {}

    /** @throws CannotOpen if the key store cannot be used */
    static ConnectionFactory[] of(Settings settings) throws CannotOpen {
        Path keystore = settings.tlsKeystore();
        if (keystore != null) {
            return overTls(keystore, settings.tlsPassword());
        }
        if (!settings.tlsPassword().isEmpty()) {
            throw new CannotOpen(
                    "The setting liveshelf.tls.password is set; liveshelf.tls.keystore must be set as well, or neither.");
        }
        return inClearText();
    }

    private static ConnectionFactory[] inClearText() {
        HttpConfiguration http = http();
        return new ConnectionFactory[] {new ViewerConnections(http), new HTTP2CServerConnectionFactory(http)};
    }

    private static ConnectionFactory[] overTls(Path keystore, String password) throws CannotOpen {
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setKeyStore(Keys.load(keystore, password));
        tls.setKeyStorePassword(password);
        tls.setRenegotiationAllowed(false);
        tls.setCipherComparator(HTTP2Cipher.COMPARATOR); // HTTP/2 forbids the older ones
        tls.setUseCipherSuitesOrder(true);

        HttpConfiguration http = http();
        // Whether the name is right is for browsers to say. Load balancers ask by address, and would get a 400.
        http.addCustomizer(new SecureRequestCustomizer(/* sniHostCheck= */ false));

        ALPNServerConnectionFactory choice = new ALPNServerConnectionFactory();
        choice.setDefaultProtocol(HttpVersion.HTTP_1_1.asString());
        return new ConnectionFactory[] {
            new SslConnectionFactory(tls, choice.getProtocol()),
            choice,
            new HTTP2ServerConnectionFactory(http),
            new ViewerConnections(http)
        };
    }

    private static HttpConfiguration http() {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        // Else it keeps 106 KB for every connection that is used again, and a viewer's always is.
        http.setHeaderCacheSize(0);
        http.addCustomizer(new PipeOffer());
        return http;
    }
}
