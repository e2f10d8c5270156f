package dev.liveshelf.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One request and its one answer. Whoever comes first, and only that one, touches the response; all others find the door
 * closed and go away.
 *
 * <pre>
 *            answer | refuse
 *   OPEN ---------------------&gt; ANSWERED     written, then completed
 *     |      error of the connection
 *     +-----------------------&gt; DROPPED      completed without a word
 * </pre>
 */
final class Exchange implements AsyncListener {

    private final AsyncContext async;
    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final Problems problems;
    private final AtomicBoolean open = new AtomicBoolean(true);
    private volatile boolean dropped;
    private volatile @Nullable Runnable onDrop;

    Exchange(AsyncContext async, HttpServletRequest request, HttpServletResponse response, Problems problems) {
        this.async = async;
        this.request = request;
        this.response = response;
        this.problems = problems;
        async.setTimeout(0); // our own clock: a container's timeout races complete()
        async.addListener(this);
    }

    HttpServletRequest request() {
        return request;
    }

    /** Answers, if nobody has yet. Any thread; small answers do not block. */
    void answer(Answer answer) {
        if (!open.compareAndSet(true, false)) {
            return;
        }
        try {
            answer.writeTo(response);
        } catch (IOException | RuntimeException gone) {
            // The caller has left, or the container has closed under us: nobody is there to be told.
        } finally {
            complete();
        }
    }

    /** Answers with what went wrong, if nobody has answered yet. */
    void refuse(Throwable failure) {
        answer(problems.answer(request, failure));
    }

    /** Sets what to do if the connection breaks before the answer; does it now if it has broken already; or both. */
    void whenDropped(Runnable action) {
        onDrop = action;
        if (dropped) {
            action.run();
        }
    }

    @Override
    public void onError(AsyncEvent event) {
        if (open.compareAndSet(true, false)) {
            dropped = true;
            Runnable action = onDrop;
            if (action != null) {
                action.run();
            }
        }
        complete();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        complete(); // never comes with a timeout of 0; if it did, an error page would follow
    }

    @Override
    public void onComplete(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}

    private void complete() {
        try {
            async.complete();
        } catch (IllegalStateException ended) {
            // The container was faster.
        }
    }
}
