package dev.liveshelf.bench.wake;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** nchan, a module of nginx in C: one process for each core, as its makers advise. */
final class NchanRival implements Rival {

    private static final Path PROGRAM = Path.of("/usr/sbin/nginx");
    private static final Path MODULE = Path.of("/usr/lib/nginx/modules/ngx_nchan_module.so");

    private final Foreign nginx;

    NchanRival(Path home) throws IOException {
        Path files = Files.createDirectories(home.resolve("nchan"));
        int port = Foreign.freePort();
        Path configuration = Files.writeString(files.resolve("nginx.conf"), """
                load_module %s;
                worker_processes %d;
                worker_rlimit_nofile 20000;
                daemon off;
                pid nginx.pid;
                error_log stderr;
                events { worker_connections 19000; }
                http {
                  access_log off;
                  nchan_shared_memory_size 256M;
                  keepalive_timeout 120s;
                  keepalive_requests 1000000;
                  client_body_temp_path body;
                  proxy_temp_path proxy;
                  fastcgi_temp_path fastcgi;
                  uwsgi_temp_path uwsgi;
                  scgi_temp_path scgi;
                  server {
                    listen 127.0.0.1:%d backlog=4096;
                    location /wait {
                      nchan_subscriber;
                      nchan_channel_id P;
                      nchan_subscriber_first_message newest;
                    }
                    location /change {
                      nchan_publisher;
                      nchan_channel_id P;
                      nchan_message_buffer_length 1;
                    }
                  }
                }
                """.formatted(
                        MODULE, Runtime.getRuntime().availableProcessors(), port));
        nginx = new Foreign(
                files.resolve("said"),
                port,
                List.of(PROGRAM.toString(), "-p", files.toString(), "-e", "stderr", "-c", configuration.toString()));
    }

    static boolean isHere() {
        return Files.exists(PROGRAM) && Files.exists(MODULE);
    }

    @Override
    public String name() {
        return "nchan";
    }

    @Override
    public InetSocketAddress address() {
        return nginx.address();
    }

    @Override
    public List<Long> processes() {
        return nginx.processes();
    }

    @Override
    public String path(Mode mode, String version) {
        return "/wait";
    }

    /** As long as ours. */
    @Override
    public String change(int number) {
        String body = "{\"item\":\"P\",\"inventorycount\":\"" + number % 10
                + "\",\"held\":1,\"version\":\"k3f9.13\",\"nextexpiry\":\"2026-11-22T21:30:00Z\",\"pollafter\":0}";
        return "POST /change HTTP/1.1\r\nHost: 127.0.0.1:" + address().getPort()
                + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    @Override
    public void close() {
        nginx.close();
    }
}
