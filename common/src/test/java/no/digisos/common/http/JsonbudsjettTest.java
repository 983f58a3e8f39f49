package no.digisos.common.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.upload.Grenser;
import no.digisos.common.upload.JsonLeser;
import org.junit.jupiter.api.Test;

class JsonbudsjettTest {
    private static final int MIB = 1 << 20;
    private static final Grenser GRENSER = new Grenser(200L * MIB, 50L * MIB, 100, 8192, 4 * MIB);

    private final Jsonpott pott = new Jsonpott(
            OverforingConfigTest.config(Map.of("digisos.overforing.maks-json-minne", "2M")), new SimpleMeterRegistry());

    @Test
    void what_each_call_has_of_its_own_takes_nothing_from_others() {
        Jsonandel andel = new Jsonandel(pott);
        andel.ta(Jsonpott.FRITT);
        assertThat(pott.ta(2 * MIB)).isTrue();
    }

    @Test
    void a_slow_body_has_no_more_than_has_come_of_it() throws IOException {
        Jsonandel andel = new Jsonandel(pott);
        new JsonLeser(GRENSER, andel::ta).lesBegrenset(new ByteArrayInputStream(new byte[MIB]), 4 * MIB);
        assertThat(brukt()).isEqualTo(MIB - Jsonpott.FRITT);
    }

    @Test
    void what_others_have_now_is_refused_for_now() {
        new Jsonandel(pott).ta(Jsonpott.FRITT + 2 * MIB);
        feil(andel -> andel.ta(Jsonpott.FRITT + 1), ErrorCode.UTILGJENGELIG);
    }

    @Test
    void what_will_never_fit_is_refused_for_good() {
        feil(andel -> andel.ta(Jsonpott.FRITT + 2 * MIB + 1), ErrorCode.FOR_STOR);
    }

    @Test
    void what_is_less_than_a_piece_is_never_to_be_had_and_not_only_now() {
        Jsonpott skjev = new Jsonpott(
                OverforingConfigTest.config(Map.of("digisos.overforing.maks-json-minne", "100K")),
                new SimpleMeterRegistry());
        assertThatThrownBy(() -> new Jsonandel(skjev).ta(Jsonpott.FRITT + Jsonpott.STYKKE + 1))
                .isInstanceOfSatisfying(
                        ApiException.class, feil -> assertThat(feil.code()).isEqualTo(ErrorCode.FOR_STOR));
    }

    @Test
    void a_call_that_was_refused_gives_all_of_it_back() {
        Jsonandel andel = new Jsonandel(pott);
        assertThatThrownBy(() -> andel.ta(10 * MIB)).isInstanceOf(ApiException.class);
        andel.slutt();
        assertThat(brukt()).isZero();
    }

    @Test
    void a_tree_counts_for_what_it_takes_and_not_for_its_text() {
        byte[] klammer = ("{\"a\":[" + "[],".repeat(60_000) + "[]]}").getBytes(StandardCharsets.UTF_8);
        assertThat(klammer.length).isLessThan((int) Jsonpott.FRITT);
        feil(andel -> new JsonLeser(GRENSER, andel::ta).objekt(klammer, "soknadJson"), ErrorCode.FOR_STOR);
    }

    @Test
    void an_application_of_the_usual_size_has_enough_of_its_own() {
        String svar = "{\"sporsmal\":\"Har du barn som bor fast hos deg?\",\"verdi\":true,\"kilde\":\"bruker\"},";
        byte[] soknad = ("{\"svar\":[" + svar.repeat(900) + "{}]}").getBytes(StandardCharsets.UTF_8);
        assertThat(soknad.length).isGreaterThan(70_000);
        new JsonLeser(GRENSER, new Jsonandel(pott)::ta).objekt(soknad, "soknadJson");
        assertThat(brukt()).isZero();
    }

    private void feil(Consumer<Jsonandel> hva, ErrorCode kode) {
        Jsonandel andel = new Jsonandel(pott);
        assertThatThrownBy(() -> hva.accept(andel))
                .isInstanceOfSatisfying(
                        ApiException.class, feil -> assertThat(feil.code()).isEqualTo(kode));
    }

    /** Bytes of the pot, found out by what is left. */
    private long brukt() {
        long ledig = 0;
        while (pott.ta(1024)) {
            ledig += 1024;
        }
        pott.giTilbake(ledig);
        return 2 * MIB - ledig;
    }
}
