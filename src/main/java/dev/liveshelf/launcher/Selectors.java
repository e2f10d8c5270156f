package dev.liveshelf.launcher;

import java.io.IOException;
import java.nio.channels.Selector;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;

/**
 * The threads that read from connections. They tell viewers, too: each those it reads, between two looks at who has said
 * something. A poll's cycle takes 35.5 µs of CPU so; with threads of their own for telling it took 40.2 (5,000 viewers, two
 * cores, in turns).
 */
final class Selectors {

    private static final int NONE = -1;

    private final List<Reader> readers;
    private final ThreadLocal<Integer> here = ThreadLocal.withInitial(() -> NONE);

    Selectors(int count) {
        readers = Stream.generate(Reader::new).limit(count).toList();
    }

    /** Makes the selector with this number, whose thread is known as that one while it reads. */
    ManagedSelector selector(SelectorManager manager, int number) {
        ManagedSelector selector = new ManagedSelector(manager, number) {
            @Override
            protected int select(Selector nio) throws IOException {
                here.set(number); // each time: Jetty may put another thread in its place
                return super.select(nio);
            }
        };
        readers.get(number).reads(selector);
        return selector;
    }

    /** Returns the number of the one that runs the calling thread, or did last; less than 0 if none ever did. */
    int here() {
        return here.get();
    }

    /** Returns whoever reads by this selector, which is one of ours. */
    Reader reader(ManagedSelector selector) {
        return readers.stream()
                .filter(reader -> reader.isOf(selector))
                .findFirst()
                .orElseThrow();
    }

    /** Returns an executor for each: it runs tasks one after the other. */
    List<Executor> all() {
        return List.copyOf(readers);
    }
}
