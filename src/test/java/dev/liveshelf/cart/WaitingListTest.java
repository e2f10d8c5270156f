package dev.liveshelf.cart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitingListTest {

    private final WaitingList list = new WaitingList();
    private final Place a = new Place(null);
    private final Place b = new Place(null);
    private final Place c = new Place(null);

    @Test
    void takesEveryoneAndLeavesAnEmptyList() {
        add(a, b, c);

        assertThat(chain(list.takeAll())).containsExactlyInAnyOrder(a, b, c);
        assertThat(list.size()).isZero();
        assertThat(list.takeAll()).isNull();
    }

    @Test
    void anyoneMayLeaveFirstLastOrBetween() {
        for (List<Place> order : List.of(List.of(a, b, c), List.of(b, a, c), List.of(c, a, b))) {
            add(a, b, c);
            for (Place place : order) {
                place.remove();
            }
            assertThat(list.size()).isZero();
            assertThat(list.takeAll()).isNull();
        }
    }

    @Test
    void leavingTwiceIsLeavingOnce() {
        add(a, b);
        a.remove();
        a.remove();

        assertThat(chain(list.takeAll())).containsExactly(b);
    }

    @Test
    void whoLeavesATakenListDisturbsNeitherItNorTheNewOne() {
        add(a, b, c);
        Place taken = list.takeAll();
        Place d = new Place(null);
        list.add(d);

        b.remove();

        assertThat(chain(taken)).containsExactlyInAnyOrder(a, b, c);
        assertThat(chain(list.takeAll())).containsExactly(d);
    }

    @Test
    void whoWasTakenMayComeBack() {
        add(a, b);
        list.takeAll();
        list.add(b);

        a.remove();

        assertThat(list.size()).isEqualTo(1);
        b.remove();
        assertThat(list.size()).isZero();
    }

    @Test
    void whoHasLeftPointsAtNobody() {
        add(a, b, c);

        b.remove();

        assertThat(b.before).isNull();
        assertThat(b.after).isNull();
    }

    @Test
    void whoIsLetGoOfATakenListPointsAtNobody() {
        add(a, b, c);
        Place middle = list.takeAll().letGo();

        middle.letGo();

        assertThat(middle.before).isNull();
        assertThat(middle.after).isNull();
    }

    @Test
    void knowsHowManyWillComeBack() {
        Place returning = new Place(null) {
            @Override
            boolean isReturning() {
                return true;
            }
        };
        add(a, returning);
        assertThat(list.returning()).isEqualTo(1);

        a.remove();
        assertThat(list.returning()).isEqualTo(1);
        returning.remove();
        assertThat(list.returning()).isZero();

        list.add(returning);
        list.takeAll();
        assertThat(list.returning()).isZero();
    }

    private void add(Place... places) {
        List.of(places).forEach(list::add);
    }

    private static List<Place> chain(Place first) {
        List<Place> chain = new ArrayList<>();
        for (Place place = first; place != null; place = place.after) {
            chain.add(place);
        }
        return chain;
    }
}
