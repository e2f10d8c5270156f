package dev.liveshelf.launcher;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Lets viewers in, so many at once; whoever comes when it is full is told so and sent away. As many selectors as there are cores:
 * their threads read, parse and run the servlets, none of which blocks, and tell viewers.
 */
final class ViewerConnector extends ServerConnector {

    private static final System.Logger LOG = System.getLogger("dev.liveshelf");

    private static final int SELECTORS = Runtime.getRuntime().availableProcessors();

    private final int most;
    private final Selectors selectors = new Selectors(SELECTORS);
    private final ThreadLocal<Sheet> sheets = ThreadLocal.withInitial(() -> new Sheet(System::nanoTime));

    /** Whether it was full when somebody came last. Two selectors may both say so. */
    private volatile boolean full;

    /** @param most connections at once */
    ViewerConnector(Server server, int most, ConnectionFactory... protocols) {
        super(server, null, null, null, -1, SELECTORS, protocols);
        this.most = most;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        new SlowCallers(this::getConnectedEndPoints, getScheduler()).start();
    }

    /** Returns the threads that read. */
    Selectors selectors() {
        return selectors;
    }

    @Override
    protected SelectorManager newSelectorManager(Executor executor, Scheduler scheduler, int count) {
        return new ServerConnectorManager(executor, scheduler, count) {
            @Override
            protected ManagedSelector newSelector(int number) {
                return selectors.selector(this, number);
            }
        };
    }

    /** As Jetty does it, but without making a socket of the channel to set one option: that stays, 0.1 KiB each. */
    @Override
    public void accept(int acceptor) throws IOException {
        if (getTransport() instanceof ServerSocketChannel door && door.isOpen()) {
            SocketChannel channel = door.accept();
            try {
                channel.configureBlocking(false);
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            } catch (IOException gone) { // no reason to wait a second before the next is let in
                channel.close();
                return;
            }
            getSelectorManager().accept(channel);
        }
    }

    @Override
    protected SocketChannelEndPoint newEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key)
            throws IOException {
        boolean isFull = getConnectedEndPoints().size() >= most;
        if (isFull && !full) {
            LOG.log(Level.WARNING, "event=connections_full limit={0}", Integer.toString(most));
        }
        full = isFull;
        if (isFull) {
            if (getConnectionFactory(SslConnectionFactory.class) == null) {
                FullHouse.tell(channel); // over TLS nothing can be said without a greeting
            }
            throw new FullHouse();
        }
        SocketChannelEndPoint endPoint = new OneWrite(channel, selector, key, selectors.reader(selector), sheets);
        endPoint.setIdleTimeout(getIdleTimeout());
        return endPoint;
    }
}
