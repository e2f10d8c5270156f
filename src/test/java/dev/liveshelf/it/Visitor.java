package dev.liveshelf.it;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Somebody who talks HTTP to one shop. */
final class Visitor {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI shop;
    private final HttpClient http;

    Visitor(URI shop) {
        this(shop, HTTP);
    }

    Visitor(URI shop, HttpClient http) {
        this.shop = shop;
        this.http = http;
    }

    static JsonObject json(HttpResponse<String> answer) {
        return Json.createReader(new StringReader(answer.body())).readObject();
    }

    HttpResponse<String> get(String path, String... headers) throws IOException {
        return send(request(path, headers).build());
    }

    CompletableFuture<HttpResponse<String>> getLater(String path) {
        return http.sendAsync(request(path).build(), BodyHandlers.ofString());
    }

    Listener listen(String path) {
        return Listener.start(http, request(path, "Accept", "text/event-stream").build());
    }

    HttpResponse<String> post(String path, String form) throws IOException {
        return send(request(path, "Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build());
    }

    HttpResponse<String> put(String path, String body, String... headers) throws IOException {
        return send(request(path, headers).PUT(BodyPublishers.ofString(body)).build());
    }

    HttpResponse<String> postJson(String path, String body, String... headers) throws IOException {
        return send(request(path, headers).POST(BodyPublishers.ofString(body)).build());
    }

    /** Whether it is the same place that the other one talks to. */
    boolean isAt(Visitor other) {
        return shop.equals(other.shop);
    }

    HttpResponse<String> add(String session, String item) throws IOException {
        return post("cart", "action=add&session=" + session + "&item=" + item);
    }

    HttpResponse<String> remove(String session, String item) throws IOException {
        return post("cart", "action=remove&session=" + session + "&item=" + item);
    }

    /** The level of an item, as it is now. */
    JsonObject level(String item) throws IOException {
        return json(get("status?wait=0&item=" + item));
    }

    /** What an item's version is now. */
    String version(String item) throws IOException {
        return level(item).getString("version");
    }

    /** How many are waiting for news. */
    int viewers() throws IOException {
        return json(get("health")).getInt("viewers");
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(shop.resolve(path)).timeout(Duration.ofSeconds(60));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request;
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
