package dev.liveshelf.it;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Shoppers who put things into carts, take some out, think again about some, pay for some, and leave most where they are. */
final class SoakShoppers implements AutoCloseable {
    private final List<Thread> threads = new ArrayList<>();
    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
    private final AtomicInteger answers = new AtomicInteger();
    private final AtomicInteger names = new AtomicInteger();
    private final Visitor shop;
    private final List<String> items;
    private final int thinkMillis;
    private volatile boolean over;

    SoakShoppers(Visitor shop, List<String> items, int count, int thinkMillis, long seed) {
        this.shop = shop;
        this.items = items;
        this.thinkMillis = thinkMillis;
        for (int i = 0; i < count; i++) {
            Random random = new Random(seed + i);
            Thread thread = new Thread(() -> run(random), "shopper" + i);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
    }

    private void run(Random random) {
        while (!over) {
            try {
                visit(random);
            } catch (IOException failure) {
                complaints.add(failure.toString());
            }
        }
    }

    private void visit(Random random) throws IOException {
        String session = items.get(0) + "-visit" + names.incrementAndGet();
        String item = items.get(random.nextInt(items.size()));
        say(random, "add", session, item);
        switch (random.nextInt(6)) {
            case 0, 1 -> say(random, "remove", session, item);
            case 2 -> say(random, "extend", session, item);
            case 3 -> pay(session, item);
            default -> {} // has gone, and never comes back
        }
    }

    private void say(Random random, String action, String session, String item) throws IOException {
        note(shop.post("cart", "action=" + action + "&session=" + session + "&item=" + item));
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1 + random.nextInt(2 * thinkMillis)));
    }

    /** And as much comes in, so that something is always left. */
    private void pay(String session, String item) throws IOException {
        String order = "{\"session\":\"" + session + "\",\"order\":\"" + session + "\",\"partial\":true}";
        HttpResponse<String> paid = shop.postJson("shop/checkout", order, BackEnd.AUTHORIZED);
        note(paid);
        if (paid.statusCode() == 200) {
            note(shop.postJson(
                    "shop/items/" + item + "/adjust",
                    "{\"delta\":1,\"reason\":\"delivered\"}",
                    BackEnd.AUTHORIZED[0],
                    BackEnd.AUTHORIZED[1],
                    "Idempotency-Key",
                    session));
        }
    }

    private void note(HttpResponse<String> answer) {
        answers.incrementAndGet();
        if (answer.statusCode() != 200 && answer.statusCode() != 409) {
            complaints.add(answer.statusCode() + " " + answer.body());
        }
    }

    int answers() {
        return answers.get();
    }

    List<String> complaints() {
        return List.copyOf(complaints);
    }

    @Override
    public void close() {
        over = true;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
