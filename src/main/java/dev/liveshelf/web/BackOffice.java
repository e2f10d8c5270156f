package dev.liveshelf.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What all calls of the shop's own back end have in common: the token, addresses in steps, JSON bodies, keys. */
abstract class BackOffice extends Endpoint {

    private static final int BODY_LIMIT = 64 * 1024;
    private static final Pattern KEY = Pattern.compile("[!-~]{1,128}");

    private final Json json;
    private final Token token;

    BackOffice(Json json, Token token, Problems problems, String allowed) {
        super(problems, allowed);
        this.json = json;
        this.token = token;
    }

    /** Lets in whoever has the token, and returns where they want to go. */
    final String[] enter(HttpServletRequest request) {
        token.check(request);
        String path = request.getPathInfo();
        return path == null ? new String[0] : path.substring(1).split("/", -1);
    }

    /** @param names of the steps; null stands for any */
    static boolean is(String[] path, @Nullable String... names) {
        boolean is = path.length == names.length;
        for (int i = 0; is && i < names.length; i++) {
            is = names[i] == null || path[i].equals(names[i]);
        }
        return is;
    }

    final CompletionStage<JsonBody> body(HttpServletRequest request) {
        return Body.read(request, BODY_LIMIT).thenApply(body -> JsonBody.parse(json, Body.text(body)));
    }

    /** What the stock calls impossible is a bad request here. */
    static <T> CompletionStage<T> known(Supplier<CompletionStage<T>> call) {
        CompletionStage<Void> now = CompletableFuture.completedStage(null);
        return now.thenCompose(then -> call.get()).exceptionally(failure -> {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            if (cause instanceof IllegalArgumentException) {
                throw Problem.bad("The name or a number cannot be", cause.getMessage() + ".");
            }
            throw failure instanceof CompletionException wrapped ? wrapped : new CompletionException(failure);
        });
    }

    /** @throws Problem 400 if there is no idempotency key */
    static String key(HttpServletRequest request) {
        String key = request.getHeader("Idempotency-Key");
        if (key == null || !KEY.matcher(key).matches()) {
            throw Problem.bad(
                    "The Idempotency-Key is missing or not valid",
                    "Send 1 to 128 printable characters, new for each request and the same for its retries.");
        }
        return key;
    }
}
