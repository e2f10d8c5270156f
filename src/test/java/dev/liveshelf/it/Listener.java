package dev.liveshelf.it;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;

/** Somebody who listens to an event stream and writes down its lines. */
final class Listener implements Flow.Subscriber<String> {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private volatile CompletableFuture<HttpResponse<Void>> end;

    private Listener() {}

    static Listener start(HttpClient http, HttpRequest request) {
        Listener listener = new Listener();
        listener.end = http.sendAsync(request, BodyHandlers.fromLineSubscriber(listener));
        return listener;
    }

    /** What it has heard so far. */
    List<String> lines() {
        return lines;
    }

    /** Whether it has heard of this. */
    boolean hears(String part) {
        return lines.stream().anyMatch(line -> line.contains(part));
    }

    /** What it has heard so far is of no interest any more. */
    void forget() {
        lines.clear();
    }

    /** Goes away. */
    void stop() {
        end.cancel(true);
    }

    boolean hasEnded() {
        return end.isDone();
    }

    /** Whether what it heard ended as it should, not by a connection that broke. */
    boolean hasEndedWell() {
        return end.isDone() && !end.isCompletedExceptionally();
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(String line) {
        lines.add(line);
    }

    @Override
    public void onError(Throwable broken) {}

    @Override
    public void onComplete() {}
}
