package no.digisos.submit.klage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import no.digisos.common.leveranse.Aarsak;
import no.digisos.common.leveranse.Leveranse;
import no.digisos.common.leveranse.Meldingstype;
import no.digisos.common.leveranse.Tilstand;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SendtkvitteringTest {
    private static final UUID MELDING = UUID.fromString("aaaaaaaa-0000-4000-8000-000000000001");
    private static final UUID FORSENDELSE = UUID.fromString("aaaaaaaa-0000-4000-8000-000000000002");
    private static final Set<String> PUBLISERT = Set.of(
            "SENDT", "BEKREFTET", "TTL_TIDSAVBRUDD", "MAX_RETRIESAVBRUDD", "IKKE_SENDT", "SVARUT_FEIL", "STOPPET");

    @Test
    void every_state_has_a_published_word() {
        for (Tilstand tilstand : Tilstand.values()) {
            for (Aarsak aarsak : Aarsak.values()) {
                Sendtkvittering kvittering =
                        Sendtkvittering.av(leveranse(tilstand, aarsak, tid(1), tid(2), null, null, null));
                assertThat(PUBLISERT).contains(kvittering.sendtStatus().status());
                assertThat(PUBLISERT)
                        .containsAll(kvittering.statusListe().stream()
                                .map(Sendtkvittering.SendtStatus::status)
                                .toList());
                assertThat(kvittering.statusListe().getLast()).isEqualTo(kvittering.sendtStatus());
            }
        }
    }

    @Test
    void what_waits_is_in_no_channel() {
        Sendtkvittering kvittering =
                Sendtkvittering.av(leveranse(Tilstand.IKKE_SENDT, null, null, null, null, null, null));
        assertThat(kvittering.sendtKanal()).isNull();
        assertThat(kvittering.meldingId()).isNull();
        assertThat(kvittering.statusListe()).containsExactly(status("IKKE_SENDT", 0));
    }

    @Test
    void a_receipt_is_told_with_its_time_and_what_went_before() {
        Sendtkvittering kvittering =
                Sendtkvittering.av(leveranse(Tilstand.BEKREFTET, null, tid(1), null, tid(2), null, null));
        assertThat(kvittering.sendtKanal()).isEqualTo("FIKS_IO");
        assertThat(kvittering.meldingId()).isEqualTo(MELDING);
        assertThat(kvittering.statusListe())
                .containsExactly(status("IKKE_SENDT", 0), status("SENDT", 1), status("BEKREFTET", 2));
    }

    @Test
    void what_svarut_took_over_has_the_id_of_the_forsendelse() {
        Sendtkvittering kvittering = Sendtkvittering.av(
                leveranse(Tilstand.SVARUT_SENDT, Aarsak.TTL_TIDSAVBRUDD, tid(1), tid(2), null, tid(3), FORSENDELSE));
        assertThat(kvittering.sendtKanal()).isEqualTo("SVARUT");
        assertThat(kvittering.meldingId()).isEqualTo(FORSENDELSE);
        assertThat(kvittering.statusListe())
                .containsExactly(
                        status("IKKE_SENDT", 0), status("SENDT", 1), status("TTL_TIDSAVBRUDD", 2), status("SENDT", 3));
    }

    @Test
    void what_never_had_a_konto_is_not_sent_yet() {
        Sendtkvittering kvittering =
                Sendtkvittering.av(leveranse(Tilstand.TRUKKET, Aarsak.INGEN_KONTO, null, tid(0), null, null, null));
        assertThat(kvittering.sendtKanal()).isEqualTo("SVARUT");
        assertThat(kvittering.meldingId()).isNull();
        assertThat(kvittering.statusListe()).containsExactly(status("IKKE_SENDT", 0));
    }

    private static Sendtkvittering.SendtStatus status(String status, int sekund) {
        return new Sendtkvittering.SendtStatus(status, tid(sekund).toEpochMilli());
    }

    private static Instant tid(int sekund) {
        return Instant.parse("2026-01-01T00:00:00Z").plusSeconds(sekund);
    }

    private static Leveranse leveranse(
            Tilstand tilstand,
            @Nullable Aarsak aarsak,
            @Nullable Instant iKoSiden,
            @Nullable Instant trukket,
            @Nullable Instant bekreftet,
            @Nullable Instant svarutSendt,
            @Nullable UUID forsendelsesId) {
        UUID id = UUID.randomUUID();
        return new Leveranse(
                MELDING,
                1,
                id,
                id,
                "0301",
                null,
                Meldingstype.KLAGE,
                MELDING,
                false,
                tilstand,
                aarsak,
                null,
                null,
                tid(0),
                tid(9),
                null,
                iKoSiden,
                null,
                null,
                null,
                null,
                false,
                null,
                0,
                0,
                null,
                null,
                bekreftet,
                null,
                null,
                null,
                null,
                null,
                trukket,
                null,
                0,
                null,
                null,
                false,
                forsendelsesId,
                svarutSendt,
                null,
                null,
                null);
    }
}
