package dev.liveshelf.stock;

import dev.liveshelf.stock.Inspector.View;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/**
 * The random life of one stock: requests, many at a time, pauses, closing times and sudden deaths. After a death it is not
 * sure how far the stock had got, so there may be several models, of which each later answer leaves those that agree.
 */
final class History {

    /** How many requests are under way at once, at the most: fewer than the ledger keeps, so that every movement is seen. */
    static final int BATCH = 60;

    private static final int TRAIL = 50;

    private record Said(Request request, Answer answer) {}

    private final Engine engine;
    private final Rules rules;
    private final UnaryOperator<Stock> door;
    private final Random random;
    private final Tally tally;
    private final HandClock clock = new HandClock();
    private final Inspector inspector;
    private final Shoppers shoppers;
    private final Deque<Said> trail = new ArrayDeque<>();
    private List<Model> possible = new ArrayList<>();
    private List<Request> unanswered = List.of();
    private Stock stock;

    /** @param door what every stock goes through as it is opened: as it is, or made to do something wrong */
    History(Engine engine, Rules rules, UnaryOperator<Stock> door, long seed, Tally tally) {
        this.engine = engine;
        this.rules = rules;
        this.door = door;
        this.tally = tally;
        random = new Random(seed);
        inspector = new Inspector(rules);
        shoppers = new Shoppers(random, rules);
    }

    void run(int steps) throws Exception {
        open();
        try {
            begin();
            for (int done = 0; done < steps; ) {
                clock.move(shoppers.pause(possible.get(0), clock));
                done += step(random.nextInt(16) == 0);
                between();
            }
            tally.count("steps", steps);
        } catch (AssertionError | RuntimeException wrong) {
            throw new AssertionError(wrong.getMessage() + "\nThe last steps:\n" + words(), wrong);
        } finally {
            stock.close();
        }
    }

    private void begin() {
        Inspector.future(stock.fill(Shoppers.START)).join();
        String sku = Inspector.future(stock.first()).join();
        Level level = Inspector.future(stock.level(sku)).join();
        Model model = new Model(rules, level.version().epoch(), clock.instant());
        model.fill(Shoppers.START);
        possible.add(model);
    }

    /** Asks for many things at once, and perhaps dies of it. Returns for how many. */
    private int step(boolean dies) throws Exception {
        possible.forEach(model -> model.at(clock.instant()));
        List<Request> requests = requests();
        if (dies) {
            engine.failSoon(random);
        }
        List<CompletionStage<?>> stages = new ArrayList<>();
        requests.forEach(request -> stages.add(request.to(stock)));
        List<Answer> answers = stages.stream().map(Answer::of).toList();
        for (int i = 0; i < answers.size(); i++) {
            note(requests.get(i), answers.get(i));
        }
        if (dies) {
            crash();
            settle(requests, answers);
        } else {
            follow(requests, answers);
        }
        inspector.inspect(stock, possible.get(0), dies);
        return requests.size();
    }

    /** First those again that were not answered the last time. */
    private List<Request> requests() {
        List<Request> requests = new ArrayList<>(unanswered);
        tally.count("again after a crash", unanswered.size());
        unanswered = List.of();
        int size = 1 + random.nextInt(BATCH);
        while (requests.size() < size) {
            boolean again = shoppers.repeats();
            requests.add(again ? shoppers.again() : shoppers.next(possible.get(0)));
            tally.count("again", again ? 1 : 0);
        }
        return requests;
    }

    private void note(Request request, Answer answer) {
        trail.add(new Said(request, answer));
        if (trail.size() > TRAIL) {
            trail.remove();
        }
        if (answer == null) {
            tally.count("unanswered", 1);
        } else if (!answer.kind().isEmpty()) {
            tally.count(answer.kind(), 1);
        }
    }

    /** Leaves the models that agree with every answer. */
    private void follow(List<Request> requests, List<Answer> answers) {
        List<Model> before = possible;
        possible = new ArrayList<>();
        String wrong = "";
        for (Model model : before) {
            int agreed = agree(model, requests, answers, requests.size());
            if (agreed == requests.size()) {
                possible.add(model);
            } else {
                wrong = "To " + requests.get(agreed) + " the answer was\n" + answers.get(agreed)
                        + "\nfor which there is no reason in\n" + View.of(model);
            }
        }
        if (possible.isEmpty()) {
            throw new AssertionError(wrong);
        }
    }

    /** Of the requests, the first so many were done, whole, and the others not at all: all that were answered, at least. */
    private void settle(List<Request> requests, List<Answer> answers) {
        View view = View.of(stock);
        int answered = requests.size();
        while (answered > 0 && answers.get(answered - 1) == null) {
            answered--;
        }
        List<Model> before = possible;
        possible = new ArrayList<>();
        for (Model model : before) {
            for (int done = 0; done <= requests.size(); done++) {
                if (done > 0
                        && agree(model, requests.subList(done - 1, done), answers.subList(done - 1, done), 1) == 0) {
                    break;
                }
                if (done >= answered && View.of(model).equals(view) && isNew(model)) {
                    possible.add(model.copy());
                }
            }
        }
        if (possible.isEmpty()) {
            throw new AssertionError("After the crash " + answered + " were answered of " + requests
                    + ", and no number of them leads to\n" + view);
        }
        unanswered = List.copyOf(requests.subList(answered, requests.size()));
        tally.count("crashes at work", 1);
        tally.count("crashes in doubt", possible.size() > 1 ? 1 : 0);
        tally.count("crashes with requests cut off", unanswered.isEmpty() ? 0 : 1);
    }

    private boolean isNew(Model model) {
        return possible.stream().noneMatch(known -> known.remembersAs(model));
    }

    private static int agree(Model model, List<Request> requests, List<Answer> answers, int size) {
        for (int i = 0; i < size; i++) {
            Answer expected = requests.get(i).to(model);
            if (answers.get(i) != null && !answers.get(i).equals(expected)) {
                return i;
            }
        }
        return size;
    }

    /** What may happen while nothing is asked. */
    private void between() throws Exception {
        if (random.nextInt(10) == 0) {
            List<Finding> findings = Inspector.future(stock.audit()).join();
            if (!findings.isEmpty()) {
                throw new AssertionError("The audit found " + findings);
            }
            tally.count("audits", 1);
        }
        boolean closes = random.nextInt(200) == 0;
        if (closes || random.nextInt(60) == 0) {
            if (closes) {
                stock.close();
            } else {
                engine.crash(stock);
            }
            clock.move(Duration.ofMinutes(random.nextInt(40)));
            open();
            possible.forEach(model -> model.at(clock.instant()));
            inspector.inspect(stock, possible.get(0), true);
            tally.count(closes ? "closed" : "crashes at rest", 1);
        }
    }

    private void crash() throws Exception {
        engine.crash(stock);
        open();
    }

    private void open() throws Exception {
        stock = door.apply(engine.open(rules, clock));
        stock.subscribe(inspector::hear);
    }

    private String words() {
        return String.join(
                "\n",
                trail.stream()
                        .map(said -> said.request() + "\n    " + Objects.toString(said.answer(), "unanswered"))
                        .toList());
    }
}
