package dev.liveshelf.stock;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/**
 * What is asked in several threads at once: two shoppers and a shop at two items. Of a stock or, as it should be, of the
 * model. Public, as are those below it, because Lincheck makes them.
 */
@Param(name = "who", gen = IntGen.class, conf = "0:1")
@Param(name = "item", gen = IntGen.class, conf = "0:1")
@Param(name = "units", gen = IntGen.class, conf = "1:3")
@Param(name = "key", gen = IntGen.class, conf = "0:1")
public abstract class Interleaved {

    static final int UNITS = 3;

    private final String prefix;

    /** @param prefix begins the name of everything, so that one stock is enough for all */
    Interleaved(String prefix) {
        this.prefix = prefix;
    }

    abstract Answer ask(Function<Stock, CompletionStage<?>> ask, Function<Model, Object> expect);

    @Operation
    public String hold(@Param(name = "who") int who, @Param(name = "item") int item, @Param(name = "units") int units) {
        return words(ask(
                stock -> stock.hold(session(who), sku(item), units),
                model -> model.hold(session(who), sku(item), units)));
    }

    @Operation
    public String release(@Param(name = "who") int who, @Param(name = "item") int item) {
        return words(
                ask(stock -> stock.release(session(who), sku(item)), model -> model.release(session(who), sku(item))));
    }

    @Operation
    public String extend(@Param(name = "who") int who, @Param(name = "item") int item) {
        return words(
                ask(stock -> stock.extend(session(who), sku(item)), model -> model.extend(session(who), sku(item))));
    }

    @Operation
    public String commit(@Param(name = "who") int who, @Param(name = "key") int order) {
        return words(ask(
                stock -> stock.commit(session(who), prefix + order, false),
                model -> model.commit(session(who), prefix + order, false)));
    }

    @Operation
    public String giveBack(
            @Param(name = "key") int order, @Param(name = "item") int item, @Param(name = "key") int key) {
        return words(ask(
                stock -> stock.giveBack(prefix + order, sku(item), 1, prefix + "r" + key),
                model -> model.giveBack(prefix + order, sku(item), 1, prefix + "r" + key)));
    }

    @Operation
    public String adjust(
            @Param(name = "item") int item, @Param(name = "units") int units, @Param(name = "key") int key) {
        return words(ask(
                stock -> stock.adjust(sku(item), units - 2L, "because", prefix + "a" + key),
                model -> model.adjust(sku(item), units - 2L, "because", prefix + "a" + key)));
    }

    @Operation
    public String set(@Param(name = "item") int item, @Param(name = "units") int units) {
        Count count = new Count(sku(item), units, null, null);
        return words(ask(stock -> stock.set(count, null), model -> model.set(count, null)));
    }

    @Operation
    public String setAll(@Param(name = "units") int units) {
        List<Count> counts = List.of(new Count(sku(0), units, null, null), new Count(sku(1), units, null, null));
        return words(ask(stock -> stock.setAll(counts), model -> model.setAll(counts)));
    }

    @Operation
    public String cart(@Param(name = "who") int who) {
        return words(ask(stock -> stock.cart(session(who)), model -> model.cart(session(who))));
    }

    /** Of one item only: what one step does to two, a reader may see of one a moment before it sees it of the other. */
    @Operation
    public String level() {
        return words(ask(stock -> stock.level(sku(0)), model -> model.shelf().level(sku(0))));
    }

    final Session session(int who) {
        return new Session(prefix + "s" + who);
    }

    final String sku(int item) {
        return prefix + "i" + item;
    }

    /** Puts the two items on the shelf. */
    final void begin() {
        for (int item = 0; item < 2; item++) {
            Count count = new Count(sku(item), UNITS, null, null);
            ask(stock -> stock.set(count, null), model -> model.set(count, null));
        }
    }

    /** Leaves out what is another each time. */
    private String words(Answer answer) {
        return answer.toString()
                .replace(prefix, "")
                .replaceAll("session#[0-9a-f]{8}", "session")
                .replaceAll("version=[0-9a-z]+[.]", "version=");
    }
}
