package dev.liveshelf.launcher;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Makes {@code java -jar liveshelf.war} work. The JVM sees only the few classes at the WAR's root, so this one knows
 * nothing but the JDK: it unpacks the WAR, and hands over to {@code JettyServer} in a class loader of its own.
 */
public final class Main {
    private Main() {}

    /**
     * Opens the shop and leaves it to the server's threads; or says why not, and ends the JVM with 1. With the one word {@code
     * export} or {@code import} moves it instead.
     */
    public static void main(String[] args) throws ReflectiveOperationException, URISyntaxException {
        logInOneLine();
        if (args.length > 0 && !(args.length == 1 && List.of("export", "import").contains(args[0]))) {
            System.err.println(
                    "Not known: " + String.join(" ", args) + ". To open the shop: java -jar liveshelf.war; to move it: "
                            + "java -jar liveshelf.war export > shop.jsonl, or import < shop.jsonl");
            System.exit(1);
        }
        CompletableFuture<Runnable> server = new CompletableFuture<>();
        boolean isDone = false;
        try {
            if (args.length == 1) {
                server.complete(() -> {}); // there is nothing to close: an engine survives whatever happens
                isDone = move(unpack(server), args[0]);
            } else {
                Path war = unpack(server);
                isDone = handOver(street(war.resolve("WEB-INF/launcher")), war, server::complete);
            }
        } catch (IOException e) {
            System.err.println("Cannot unpack into " + MainDirectory.TEMP + ": " + e
                    + ". Make room there or choose another place: java -Djava.io.tmpdir=... -jar");
        } finally {
            server.complete(() -> {});
        }
        if (!isDone || args.length == 1) {
            System.exit(isDone ? 0 : 1);
        }
    }

    private static Path unpack(CompletableFuture<Runnable> server) throws IOException, URISyntaxException {
        MainDirectory directory = MainDirectory.create();
        // The only hook, since the JVM runs them all at once.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server, directory), "closing"));
        directory.sweepOthers();
        return directory.unpack(ourselves());
    }

    private static void close(Future<Runnable> server, MainDirectory directory) {
        try {
            // Interrupted while opening, it opens first: that is soon done, and halfway nothing could be closed.
            server.get(10, TimeUnit.SECONDS).run();
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            // It hangs, and will not be waited for.
        }
        directory.delete();
        MainLog.close();
    }

    /** One line for one message, unless the operator has set up the log in another way. First of all, or it is too late. */
    private static void logInOneLine() {
        Properties properties = System.getProperties();
        properties.putIfAbsent("java.util.logging.manager", MainLog.class.getName());
        if (!properties.containsKey("java.util.logging.config.file")
                && !properties.containsKey("java.util.logging.config.class")) {
            properties.putIfAbsent("java.util.logging.SimpleFormatter.format", "%1$tF %1$tT.%1$tL %4$s %5$s%6$s%n");
        }
    }

    private static Path ourselves() throws URISyntaxException {
        return Path.of(
                Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    /** Its parent is the JDK alone: what lies at the WAR's root must not be in the application's way. */
    private static ClassLoader street(Path launcher) throws IOException {
        return loader("street", launcher.resolve("classes"), launcher);
    }

    private static ClassLoader loader(String name, Path classes, Path lib) throws IOException {
        List<URL> urls = new ArrayList<>();
        urls.add(classes.toUri().toURL());
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(lib, "*.jar")) {
            for (Path jar : jars) {
                urls.add(jar.toUri().toURL());
            }
        }
        return new URLClassLoader(name, urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    /** Without a server: the application's classes are all there is. */
    private static boolean move(Path war, String verb) throws IOException, ReflectiveOperationException {
        ClassLoader application = loader("application", war.resolve("WEB-INF/classes"), war.resolve("WEB-INF/lib"));
        Thread.currentThread().setContextClassLoader(application);
        return (boolean) application
                .loadClass("dev.liveshelf.MovingHouse")
                .getMethod("run", String.class, Path.class)
                .invoke(null, verb, war.getParent());
    }

    private static boolean handOver(ClassLoader street, Path war, Consumer<Runnable> atTheEnd)
            throws ReflectiveOperationException {
        Thread.currentThread().setContextClassLoader(street);
        return (boolean) street.loadClass("dev.liveshelf.launcher.JettyServer")
                .getMethod("open", Path.class, Consumer.class)
                .invoke(null, war, atTheEnd);
    }
}
