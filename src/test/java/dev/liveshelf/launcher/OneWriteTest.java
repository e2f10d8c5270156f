package dev.liveshelf.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OneWriteTest {

    private static final int ANSWERS = 20_000;

    private byte written;
    private byte expected;

    @Test
    void whatTheSocketHasNoRoomForGoesOutLaterAndInOrder() throws IOException {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("OneWriteTest: -Dseed=" + seed);
        Random random = new Random(seed);
        try (ServerSocket door = new ServerSocket()) {
            door.setReceiveBufferSize(4_096);
            door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            try (SocketChannel channel = SocketChannel.open(door.getLocalSocketAddress());
                    Socket reader = door.accept()) {
                channel.setOption(StandardSocketOptions.SO_SNDBUF, 4_096);
                channel.configureBlocking(false);
                int waits = write(
                        new OneWrite(
                                channel,
                                null,
                                null,
                                new Reader(),
                                ThreadLocal.withInitial(() -> new Sheet(System::nanoTime))),
                        reader.getInputStream(),
                        random);
                channel.shutdownOutput();
                while (read(reader.getInputStream())) {
                    // until the end
                }
                assertThat(waits).as("times that there was no room").isGreaterThan(100);
                assertThat(expected).isEqualTo(written);
            }
        }
    }

    /** Returns how often the reader had to read first. */
    private int write(OneWrite endPoint, InputStream reader, Random random) throws IOException {
        int waits = 0;
        for (int answer = 0; answer < ANSWERS; answer++) {
            ByteBuffer[] buffers = {
                filled(ByteBuffer.allocateDirect(1 + random.nextInt(300))),
                filled(ByteBuffer.allocate(random.nextInt(5))),
                filled(ByteBuffer.allocate(random.nextInt(3_000)))
            };
            while (!endPoint.flush(buffers)) {
                waits++;
                read(reader);
            }
            for (ByteBuffer buffer : buffers) {
                assertThat(buffer.hasRemaining()).isFalse();
            }
        }
        return waits;
    }

    private ByteBuffer filled(ByteBuffer buffer) {
        while (buffer.hasRemaining()) {
            buffer.put(written++);
        }
        return buffer.flip();
    }

    private boolean read(InputStream in) throws IOException {
        byte[] some = new byte[50_000];
        int count = in.read(some);
        for (int i = 0; i < count; i++) {
            assertThat(some[i]).isEqualTo(expected++);
        }
        return count >= 0;
    }
}
