package no.digisos.common.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import no.digisos.common.http.Plasser.Plass;
import org.junit.jupiter.api.Test;

class PlasserTest {
    private final List<String> inne = new ArrayList<>();
    private final List<String> avvist = new ArrayList<>();
    private final List<Plass> plasser = new ArrayList<>();

    @Test
    void one_who_asks_gets_its_share_and_another_the_rest() {
        Plasser to = new Plasser(3, 2, 10, 10);
        be(to, "a", "a1");
        be(to, "a", "a2");
        be(to, "a", "a3");
        be(to, "b", "b1");
        assertThat(inne).containsExactly("a1", "a2", "b1");
        assertThat(avvist).isEmpty();
        assertThat(to.opptatt()).isEqualTo(3);
        assertThat(to.iKo()).isEqualTo(1);
    }

    @Test
    void a_place_that_is_given_back_goes_to_the_first_in_line_whose_share_is_not_used_up() {
        Plasser to = new Plasser(2, 1, 10, 10);
        be(to, "a", "a1");
        be(to, "b", "b1");
        be(to, "a", "a2");
        be(to, "c", "c1");
        be(to, "b", "b2");
        plasser.get(1).close();
        assertThat(inne).containsExactly("a1", "b1", "c1");
        plasser.get(2).close();
        assertThat(inne).containsExactly("a1", "b1", "c1", "b2");
        plasser.get(0).close();
        assertThat(inne).containsExactly("a1", "b1", "c1", "b2", "a2");
        assertThat(to.iKo()).isZero();
    }

    @Test
    void a_place_given_back_twice_is_given_back_once() {
        Plasser en = new Plasser(1, 1, 10, 10);
        be(en, "a", "a1");
        plasser.getFirst().close();
        plasser.getFirst().close();
        assertThat(en.opptatt()).isZero();
        be(en, "a", "a2");
        be(en, "a", "a3");
        assertThat(inne).containsExactly("a1", "a2");
    }

    @Test
    void a_full_line_refuses_at_once_and_so_does_one_that_is_full_of_the_same() {
        Plasser en = new Plasser(1, 1, 2, 1);
        be(en, "a", "a1");
        be(en, "a", "a2");
        be(en, "a", "a3");
        assertThat(avvist).containsExactly("a3");
        be(en, "b", "b1");
        be(en, "c", "c1");
        assertThat(avvist).containsExactly("a3", "c1");
    }

    @Test
    void one_who_leaves_the_line_is_refused_and_gets_no_place_later() {
        Plasser en = new Plasser(1, 1, 2, 2);
        be(en, "a", "a1");
        Plasser.Ventende lei = be(en, "b", "b1");
        be(en, "c", "c1");
        lei.giOpp();
        lei.giOpp();
        assertThat(avvist).containsExactly("b1");
        plasser.getFirst().close();
        assertThat(inne).containsExactly("a1", "c1");
    }

    @Test
    void one_who_has_a_place_cannot_leave_the_line() {
        Plasser en = new Plasser(1, 1, 2, 2);
        be(en, "a", "a1").giOpp();
        assertThat(avvist).isEmpty();
        assertThat(en.opptatt()).isEqualTo(1);
    }

    private Plasser.Ventende be(Plasser alle, String hvem, String hva) {
        return alle.be(hvem, (Optional<Plass> plass) -> {
            plass.ifPresentOrElse(
                    p -> {
                        inne.add(hva);
                        plasser.add(p);
                    },
                    () -> avvist.add(hva));
        });
    }
}
