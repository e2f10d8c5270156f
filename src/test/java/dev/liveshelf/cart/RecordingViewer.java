package dev.liveshelf.cart;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Writes down what it hears: {@code P@2=9} for news, {@code end P@2=9} for the end of its wait. */
final class RecordingViewer implements Viewer {

    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
    private final boolean stays;
    private volatile int pollAfter = -1;

    RecordingViewer() {
        this(/* stays= */ false);
    }

    RecordingViewer(boolean stays) {
        this.stays = stays;
    }

    @Override
    public void tell(List<News> changed) {
        heard.add(describe(changed));
    }

    @Override
    public void end(List<News> all) {
        heard.add("end " + describe(all));
    }

    @Override
    public boolean stays() {
        return stays;
    }

    List<String> heard() {
        return List.copyOf(heard);
    }

    int pollAfter() {
        return pollAfter;
    }

    private String describe(List<News> news) {
        pollAfter = news.get(0).pollAfter();
        return String.join(
                " ",
                news.stream()
                        .map(each -> each.level().sku() + "@"
                                + each.level().version().n() + "="
                                + each.level().available())
                        .toList());
    }
}
