package no.digisos.submit.klage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import no.digisos.common.leveranse.Leveranse;
import no.digisos.common.leveranse.LeveranseState;
import no.digisos.common.leveranse.MeldingType;
import no.digisos.common.leveranse.WithdrawalReason;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SentKvitteringTest {
    private static final UUID MELDING = UUID.fromString("aaaaaaaa-0000-4000-8000-000000000001");
    private static final UUID FORSENDELSE = UUID.fromString("aaaaaaaa-0000-4000-8000-000000000002");
    private static final Set<String> PUBLISHED = Set.of(
            "SENDT", "BEKREFTET", "TTL_TIDSAVBRUDD", "MAX_RETRIESAVBRUDD", "IKKE_SENDT", "SVARUT_FEIL", "STOPPET");

    @Test
    void every_state_has_a_published_word() {
        for (LeveranseState state : LeveranseState.values()) {
            for (WithdrawalReason reason : WithdrawalReason.values()) {
                SentKvittering kvittering =
                        SentKvittering.of(leveranse(state, reason, time(1), time(2), null, null, null));
                assertThat(PUBLISHED).contains(kvittering.sendtStatus().status());
                assertThat(PUBLISHED)
                        .containsAll(kvittering.statusListe().stream()
                                .map(SentKvittering.SendtStatus::status)
                                .toList());
                assertThat(kvittering.statusListe().getLast()).isEqualTo(kvittering.sendtStatus());
            }
        }
    }

    @Test
    void what_waits_is_in_no_channel() {
        SentKvittering kvittering =
                SentKvittering.of(leveranse(LeveranseState.IKKE_SENDT, null, null, null, null, null, null));
        assertThat(kvittering.sendtKanal()).isNull();
        assertThat(kvittering.meldingId()).isNull();
        assertThat(kvittering.statusListe()).containsExactly(status("IKKE_SENDT", 0));
    }

    @Test
    void a_receipt_is_told_with_its_time_and_what_went_before() {
        SentKvittering kvittering =
                SentKvittering.of(leveranse(LeveranseState.BEKREFTET, null, time(1), null, time(2), null, null));
        assertThat(kvittering.sendtKanal()).isEqualTo("FIKS_IO");
        assertThat(kvittering.meldingId()).isEqualTo(MELDING);
        assertThat(kvittering.statusListe())
                .containsExactly(status("IKKE_SENDT", 0), status("SENDT", 1), status("BEKREFTET", 2));
    }

    @Test
    void what_svarut_took_over_has_the_id_of_the_forsendelse() {
        SentKvittering kvittering = SentKvittering.of(leveranse(
                LeveranseState.SVARUT_SENDT,
                WithdrawalReason.TTL_TIDSAVBRUDD,
                time(1),
                time(2),
                null,
                time(3),
                FORSENDELSE));
        assertThat(kvittering.sendtKanal()).isEqualTo("SVARUT");
        assertThat(kvittering.meldingId()).isEqualTo(FORSENDELSE);
        assertThat(kvittering.statusListe())
                .containsExactly(
                        status("IKKE_SENDT", 0), status("SENDT", 1), status("TTL_TIDSAVBRUDD", 2), status("SENDT", 3));
    }

    @Test
    void what_never_had_a_konto_is_not_sent_yet() {
        SentKvittering kvittering = SentKvittering.of(
                leveranse(LeveranseState.TRUKKET, WithdrawalReason.INGEN_KONTO, null, time(0), null, null, null));
        assertThat(kvittering.sendtKanal()).isEqualTo("SVARUT");
        assertThat(kvittering.meldingId()).isNull();
        assertThat(kvittering.statusListe()).containsExactly(status("IKKE_SENDT", 0));
    }

    private static SentKvittering.SendtStatus status(String status, int second) {
        return new SentKvittering.SendtStatus(status, time(second).toEpochMilli());
    }

    private static Instant time(int second) {
        return Instant.parse("2026-01-01T00:00:00Z").plusSeconds(second);
    }

    private static Leveranse leveranse(
            LeveranseState state,
            @Nullable WithdrawalReason reason,
            @Nullable Instant inQueueSince,
            @Nullable Instant withdrawn,
            @Nullable Instant confirmed,
            @Nullable Instant svarutSent,
            @Nullable UUID forsendelsesId) {
        UUID id = UUID.randomUUID();
        return new Leveranse(
                MELDING,
                1,
                id,
                id,
                "0301",
                null,
                MeldingType.KLAGE,
                MELDING,
                false,
                state,
                reason,
                null,
                null,
                time(0),
                time(9),
                null,
                inQueueSince,
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
                confirmed,
                null,
                null,
                null,
                null,
                null,
                withdrawn,
                null,
                0,
                null,
                null,
                false,
                forsendelsesId,
                svarutSent,
                null,
                null,
                null);
    }
}
