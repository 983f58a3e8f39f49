package no.digisos.common.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import no.digisos.common.http.Places.Place;
import org.junit.jupiter.api.Test;

class PlacesTest {
    private final List<String> inside = new ArrayList<>();
    private final List<String> avvist = new ArrayList<>();
    private final List<Place> places = new ArrayList<>();

    @Test
    void one_who_asks_gets_its_share_and_another_the_rest() {
        Places to = new Places(3, 2, 10, 10);
        request(to, "a", "a1");
        request(to, "a", "a2");
        request(to, "a", "a3");
        request(to, "b", "b1");
        assertThat(inside).containsExactly("a1", "a2", "b1");
        assertThat(avvist).isEmpty();
        assertThat(to.taken()).isEqualTo(3);
        assertThat(to.inQueue()).isEqualTo(1);
    }

    @Test
    void a_place_that_is_given_back_goes_to_the_first_in_line_whose_share_is_not_used_up() {
        Places to = new Places(2, 1, 10, 10);
        request(to, "a", "a1");
        request(to, "b", "b1");
        request(to, "a", "a2");
        request(to, "c", "c1");
        request(to, "b", "b2");
        places.get(1).close();
        assertThat(inside).containsExactly("a1", "b1", "c1");
        places.get(2).close();
        assertThat(inside).containsExactly("a1", "b1", "c1", "b2");
        places.get(0).close();
        assertThat(inside).containsExactly("a1", "b1", "c1", "b2", "a2");
        assertThat(to.inQueue()).isZero();
    }

    @Test
    void a_place_given_back_twice_is_given_back_once() {
        Places one = new Places(1, 1, 10, 10);
        request(one, "a", "a1");
        places.getFirst().close();
        places.getFirst().close();
        assertThat(one.taken()).isZero();
        request(one, "a", "a2");
        request(one, "a", "a3");
        assertThat(inside).containsExactly("a1", "a2");
    }

    @Test
    void a_full_line_refuses_at_once_and_so_does_one_that_is_full_of_the_same() {
        Places one = new Places(1, 1, 2, 1);
        request(one, "a", "a1");
        request(one, "a", "a2");
        request(one, "a", "a3");
        assertThat(avvist).containsExactly("a3");
        request(one, "b", "b1");
        request(one, "c", "c1");
        assertThat(avvist).containsExactly("a3", "c1");
    }

    @Test
    void one_who_leaves_the_line_is_refused_and_gets_no_place_later() {
        Places one = new Places(1, 1, 2, 2);
        request(one, "a", "a1");
        Places.Waiting tired = request(one, "b", "b1");
        request(one, "c", "c1");
        tired.giveUp();
        tired.giveUp();
        assertThat(avvist).containsExactly("b1");
        places.getFirst().close();
        assertThat(inside).containsExactly("a1", "c1");
    }

    @Test
    void one_who_has_a_place_cannot_leave_the_line() {
        Places one = new Places(1, 1, 2, 2);
        request(one, "a", "a1").giveUp();
        assertThat(avvist).isEmpty();
        assertThat(one.taken()).isEqualTo(1);
    }

    private Places.Waiting request(Places all, String who, String what) {
        return all.request(who, (Optional<Place> place) -> {
            place.ifPresentOrElse(
                    p -> {
                        inside.add(what);
                        places.add(p);
                    },
                    () -> avvist.add(what));
        });
    }
}
