package dev.liveshelf.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.util.Collections;

/** The operator's key store, looked through before anything is opened: each way of getting it wrong has its own line. */
final class Keys {
    private Keys() {}

    /** @throws CannotOpen unless it has a private key, and the password opens both */
    static KeyStore load(Path file, String password) throws CannotOpen {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password.toCharArray());
            if (!hasPrivateKey(store, password)) {
                throw wrong(file, "it must have a private key with its certificate, and has none");
            }
            return store;
        } catch (NoSuchFileException e) {
            throw wrong(file, "it must be a key store (PKCS12), and there is no such file");
        } catch (AccessDeniedException e) {
            throw wrong(file, "it must be a key store (PKCS12) that we may read, and we may not");
        } catch (UnrecoverableKeyException e) {
            throw wrongPassword(file);
        } catch (IOException e) {
            throw e.getCause() instanceof UnrecoverableKeyException
                    ? wrongPassword(file)
                    : wrong(file, "it must be a key store (PKCS12), and cannot be read as one");
        } catch (GeneralSecurityException e) {
            throw wrong(file, "it must be a key store (PKCS12), and this Java cannot use it (" + e.getMessage() + ")");
        }
    }

    private static boolean hasPrivateKey(KeyStore store, String password) throws GeneralSecurityException {
        boolean has = false;
        for (String alias : Collections.list(store.aliases())) {
            Key key = store.isKeyEntry(alias) ? store.getKey(alias, password.toCharArray()) : null;
            has |= key instanceof PrivateKey;
        }
        return has;
    }

    private static CannotOpen wrong(Path file, String right) {
        return new CannotOpen("The setting liveshelf.tls.keystore is \"" + file + "\"; " + right + ".");
    }

    private static CannotOpen wrongPassword(Path file) {
        return new CannotOpen("The setting liveshelf.tls.password does not open the key store \"" + file
                + "\"; it must be the password of the key store and of the key in it.");
    }
}
