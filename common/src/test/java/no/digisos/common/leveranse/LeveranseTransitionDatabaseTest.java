package no.digisos.common.leveranse;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import no.digisos.common.database.Sql;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every transition against every state on the real database: the listed pairs happen, the others change nothing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeveranseTransitionDatabaseTest {
    private static final Set<LeveranseState> CAN_REMEMBER = Set.of(
            LeveranseState.SVARUT_SENDER,
            LeveranseState.SVARUT_UKJENT,
            LeveranseState.SVARUT_SENDT,
            LeveranseState.BEKREFTET,
            LeveranseState.LUKKET);

    private static final Sql ROW = Sql.of("""
            INSERT INTO leveranse (id, innsending_id, digisos_id, kommunenummer, melding_type, klient_melding_id, tilstand,
                konto_id, i_ko_siden, frist, leveringsforsok, dataforsok, forste_data_hentet, siste_data_hentet,
                trukket, aarsak, sendes_tidligst, stoppgrunn, bekreftet, sen_kvittering, svarut_forsok, svarut_startet,
                svarut_arbeider, forsendelses_id, svarut_sendt, lukket)
            SELECT :id, :innsending, :sak, '0301', 'no.nav.digisos.soknad.v1', :id, :tilstand,
                :konto, CASE WHEN ny THEN NULL ELSE naa - interval '2 days' END, naa - interval '1 day', 5, 5,
                naa - interval '9 hours', naa - interval '1 hour',
                CASE WHEN ny THEN NULL ELSE naa END, 'AVVIST', naa, CASE WHEN :stopped THEN 'grunn' END,
                CASE WHEN :confirmed THEN naa END, CASE WHEN :remembered THEN naa END, 1, naa, 'a',
                CASE WHEN :sent THEN :id::uuid END, CASE WHEN :sent THEN naa END, CASE WHEN :closed THEN naa END
              FROM (SELECT digisos_now() AS naa, :fresh::boolean AS ny) x""");

    private final Scene scene = new Scene();
    private UUID sak = UUID.randomUUID();
    private UUID innsending = UUID.randomUUID();

    @BeforeAll
    void prepare() {
        sak = scene.sak();
        innsending = scene.innsending(sak);
        // Closed, so that STENG_KONTO has a reason; the other transitions do not look at it.
        scene.run("UPDATE konto SET aktiv = false");
    }

    @AfterAll
    void close() throws SQLException {
        scene.close();
    }

    @ParameterizedTest
    @EnumSource(LeveranseTransition.class)
    void happens_from_its_states_and_from_no_other(LeveranseTransition transition) throws SQLException {
        int happened = 0;
        for (LeveranseState state : LeveranseState.values()) {
            for (boolean remembered :
                    CAN_REMEMBER.contains(state) ? new boolean[] {false, true} : new boolean[] {false}) {
                happened += attempt(transition, state, remembered, false) ? 1 : 0;
            }
            happened += attempt(transition, state, false, true) ? 1 : 0;
        }
        assertThat(happened).isPositive();
    }

    private boolean attempt(LeveranseTransition transition, LeveranseState state, boolean remembered, boolean released)
            throws SQLException {
        String name = transition + " from " + state + (remembered ? " with a noted receipt" : "")
                + (released ? " and no copy" : "");
        try (Connection c = scene.database.functions().getConnection()) {
            // Rolled back by the close, so each pair has the table to itself.
            c.setAutoCommit(false);
            UUID id = row(c, state, remembered);
            if (released) {
                Sql.of("UPDATE leveranse SET kopi_sluppet = digisos_now() WHERE id = :id")
                        .with("id", id)
                        .run(c);
            }
            String before = whole(c, id);
            boolean hit = execute(c, transition, id);
            Optional<LeveranseState> expected = transition.after(state, remembered, released);
            Leveranse after = scene.queue.find(c, id).orElseThrow();

            assertThat(hit).as(name).isEqualTo(expected.isPresent());
            if (expected.isEmpty()) {
                assertThat(whole(c, id)).as(name).isEqualTo(before);
            } else {
                assertThat(after.tilstand()).as(name).isEqualTo(expected.get());
                assertThat(read(c, "SELECT hendelse FROM historikk WHERE leveranse_id = :id", id))
                        .as(name)
                        .containsExactly(transition.hendelse());
                assertThat(read(c, "SELECT utfall FROM leveranse_utfall WHERE leveranse_id = :id", id))
                        .as(name)
                        .isEqualTo(
                                after.tilstand().decided()
                                        ? List.of(after.tilstand().name())
                                        : List.of());
            }
            return hit;
        }
    }

    private static boolean execute(Connection c, LeveranseTransition transition, UUID id) throws SQLException {
        Sealed f = Scene.sealed("x");
        UUID konto = Scene.KONTO;
        Duration pause = Duration.ofMinutes(1);
        Sql.Call call = switch (transition) {
            case FRIGI_TIL_KO ->
                LeveranseSql.RELEASE_TO_QUEUE.with("kontoId", konto).with("meldingId", id);
            case FRIGI_UTEN_KONTO -> LeveranseSql.RELEASE_WITHOUT_KONTO.with("meldingId", id);
            case FRIGI_UTEN_SERTIFIKAT -> LeveranseSql.RELEASE_WITHOUT_CERTIFICATE.with("meldingId", id);
            case KVITTER_MOTTATT -> receipt(LeveranseSql.RECEIPT_MOTTATT, f, konto, id);
            case HUSK_SEN_KVITTERING -> receipt(LeveranseSql.REMEMBER_LATE_KVITTERING, f, konto, id);
            case NOTER_SEN_KVITTERING -> receipt(LeveranseSql.NOTE_LATE_KVITTERING, f, konto, id);
            case AVVIS -> refusal(LeveranseSql.REJECT, f, konto, id);
            case AVVIS_ETTER_TREKK -> refusal(LeveranseSql.REJECT_AFTER_WITHDRAW, f, konto, id);
            case FEILET_ETTER_TREKK -> refusal(LeveranseSql.FEILET_AFTER_WITHDRAW, f, konto, id);
            case UTLOP ->
                LeveranseSql.EXPIRY.with("grace", Scene.GRACE).with("limit", 10).with("hold", Scene.HOLD);
            case OPPBRUK ->
                LeveranseSql.EXHAUST
                        .with("maxAttempts", 5)
                        .with("leastTime", Duration.ofHours(2))
                        .with("limit", 10)
                        .with("hold", Scene.HOLD);
            case STENG_KONTO -> LeveranseSql.CLOSE_KONTO.with("limit", 10).with("hold", Scene.HOLD);
            case START_SVARUT ->
                attempt(LeveranseSql.START, id).with("worker", "a").with("recipient", "{}");
            case SVARUT_TOK_IMOT -> attempt(LeveranseSql.RECEIVED, id).with("forsendelsesId", UUID.randomUUID());
            case MIST_SVARET -> attempt(LeveranseSql.LOSE_ANSWER, id);
            case SVARUT_NEKTET ->
                attempt(LeveranseSql.REFUSED, id).with("wait", pause).with("result", "PROV_IGJEN");
            case AVKLAR_IKKE_SENDT -> attempt(LeveranseSql.RESOLVE_NOT_SENT, id).with("wait", pause);
            case AVKLAR_BEKREFTET -> attempt(LeveranseSql.RESOLVE_CONFIRMED, id).with("result", "IKKE_SENDT");
            case SVARUT_AVVISTE ->
                LeveranseSql.REJECTED
                        .with("wait", pause)
                        .with("status", "AVVIST")
                        .with("meldingId", id)
                        .with("forsendelsesId", id);
            case STOPP ->
                attempt(LeveranseSql.STOP, id).with("stoppgrunn", "grunn").with("stopparsak", StopReason.SVARUT_NEKTET);
            case GJENOPPTA -> LeveranseSql.RESUME.with("meldingId", id);
            case LUKK -> LeveranseSql.CLOSE.with("meldingId", id);
            case ETTER_GJENOPPRETTING ->
                LeveranseSql.AFTER_RESTORATION.with("since", Instant.parse("2020-01-01T00:00:00Z"));
        };
        return !call.ids(c).isEmpty();
    }

    private static Sql.Call attempt(Sql statement, UUID id) {
        return statement.with("meldingId", id).with("attempt", 1);
    }

    private static Sql.Call receipt(Sql statement, Sealed words, UUID konto, UUID id) {
        return statement
                .with("mottattAv", words)
                .with("fagsystemRef", words)
                .with("meldingId", id)
                .with("kontoId", konto);
    }

    private static Sql.Call refusal(Sql statement, Sealed words, UUID konto, UUID id) {
        return statement.with("feilmelding", words).with("meldingId", id).with("kontoId", konto);
    }

    /** A row in this state with whatever every transition could wish for: frist passed, attempts used up, attempt 1 made. */
    private UUID row(Connection c, LeveranseState state, boolean remembered) throws SQLException {
        UUID id = UUID.randomUUID();
        boolean fresh = state == LeveranseState.IKKE_SENDT;
        boolean sent = state == LeveranseState.SVARUT_SENDT;
        ROW.with("id", id)
                .with("innsending", innsending)
                .with("sak", sak)
                .with("tilstand", state)
                .with("konto", Scene.KONTO)
                .with("stopped", state == LeveranseState.STOPPET)
                .with("confirmed", state == LeveranseState.BEKREFTET)
                .with("remembered", remembered)
                .with("sent", sent)
                .with("closed", state == LeveranseState.LUKKET)
                .with("fresh", fresh)
                .run(c);
        Sql.of("""
                INSERT INTO svarut_forsok (leveranse_id, forsok, arbeider, mottaker, forsendelses_id)
                VALUES (:id, 1, 'a', '{}', :id)""").with("id", id).run(c);
        if (state.decided()) {
            Sql.of("INSERT INTO leveranse_utfall (leveranse_id, utfall) VALUES (:id, :utfall)")
                    .with("id", id)
                    .with("utfall", state)
                    .run(c);
        }
        return id;
    }

    private static String whole(Connection c, UUID id) throws SQLException {
        List<String> everything = new ArrayList<>(read(c, "SELECT l::text FROM leveranse l WHERE id = :id", id));
        everything.addAll(read(c, "SELECT f::text FROM svarut_forsok f WHERE leveranse_id = :id ORDER BY forsok", id));
        everything.addAll(read(c, "SELECT u::text FROM leveranse_utfall u WHERE leveranse_id = :id", id));
        everything.addAll(read(c, "SELECT h::text FROM historikk h WHERE leveranse_id = :id", id));
        return String.join("\n", everything);
    }

    private static List<String> read(Connection c, String sql, UUID id) throws SQLException {
        return Sql.of(sql).with("id", id).all(c, r -> r.getString(1));
    }
}
