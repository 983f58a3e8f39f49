package no.digisos.common.leveranse;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
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
                Sql.run(c, "UPDATE leveranse SET kopi_sluppet = digisos_now() WHERE id = ?", id);
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
                assertThat(read(c, "SELECT hendelse FROM historikk WHERE leveranse_id = ?", id))
                        .as(name)
                        .containsExactly(transition.hendelse());
                assertThat(read(c, "SELECT utfall FROM leveranse_utfall WHERE leveranse_id = ?", id))
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
        List<UUID> hit = switch (transition) {
            case FRIGI_TIL_KO -> Sql.ids(c, LeveranseSql.RELEASE_TO_QUEUE, konto, id);
            case FRIGI_UTEN_KONTO -> Sql.ids(c, LeveranseSql.RELEASE_WITHOUT_KONTO, id);
            case FRIGI_UTEN_SERTIFIKAT -> Sql.ids(c, LeveranseSql.RELEASE_WITHOUT_CERTIFICATE, id);
            case KVITTER_MOTTATT -> Sql.ids(c, LeveranseSql.RECEIPT_MOTTATT, f, f, id, konto);
            case HUSK_SEN_KVITTERING -> Sql.ids(c, LeveranseSql.REMEMBER_LATE_KVITTERING, f, f, id, konto);
            case NOTER_SEN_KVITTERING -> Sql.ids(c, LeveranseSql.NOTE_LATE_KVITTERING, f, f, id, konto);
            case AVVIS -> Sql.ids(c, LeveranseSql.REJECT, f, id, konto);
            case AVVIS_ETTER_TREKK -> Sql.ids(c, LeveranseSql.REJECT_AFTER_WITHDRAW, f, id, konto);
            case FEILET_ETTER_TREKK -> Sql.ids(c, LeveranseSql.FEILET_AFTER_WITHDRAW, f, id, konto);
            case UTLOP -> Sql.ids(c, LeveranseSql.EXPIRY, Scene.GRACE, 10, Scene.HOLD, Scene.GRACE);
            case OPPBRUK ->
                Sql.ids(c, LeveranseSql.EXHAUST, 5, Duration.ofHours(2), 10, Scene.HOLD, 5, Duration.ofHours(2));
            case STENG_KONTO -> Sql.ids(c, LeveranseSql.CLOSE_KONTO, 10, Scene.HOLD);
            case START_SVARUT -> Sql.ids(c, LeveranseSql.START, "a", id, 1, "{}");
            case SVARUT_TOK_IMOT -> received(c, id);
            case MIST_SVARET -> Sql.ids(c, LeveranseSql.LOSE_ANSWER, id, 1);
            case SVARUT_NEKTET -> Sql.ids(c, LeveranseSql.REFUSED, pause, id, 1, "PROV_IGJEN");
            case AVKLAR_IKKE_SENDT -> Sql.ids(c, LeveranseSql.RESOLVE_NOT_SENT, pause, id, 1);
            case AVKLAR_BEKREFTET -> Sql.ids(c, LeveranseSql.RESOLVE_CONFIRMED, id, 1, "IKKE_SENDT");
            case SVARUT_AVVISTE -> Sql.ids(c, LeveranseSql.REJECTED, pause, "AVVIST", id, id, id);
            case STOPP -> Sql.ids(c, LeveranseSql.STOP, "grunn", id, 1);
            case GJENOPPTA -> Sql.ids(c, LeveranseSql.RESUME, id);
            case LUKK -> Sql.ids(c, LeveranseSql.CLOSE, id);
            case ETTER_GJENOPPRETTING ->
                Sql.ids(c, LeveranseSql.AFTER_RESTORATION, OffsetDateTime.of(2020, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC));
        };
        return !hit.isEmpty();
    }

    private static List<UUID> received(Connection c, UUID id) throws SQLException {
        UUID forsendelse = UUID.randomUUID();
        return Sql.ids(c, LeveranseSql.RECEIVED, forsendelse, id, 1, forsendelse);
    }

    /** A row in this state with whatever every transition could wish for: frist passed, attempts used up, attempt 1 made. */
    private UUID row(Connection c, LeveranseState state, boolean remembered) throws SQLException {
        UUID id = UUID.randomUUID();
        boolean fresh = state == LeveranseState.IKKE_SENDT;
        boolean sent = state == LeveranseState.SVARUT_SENDT;
        Sql.run(
                c,
                """
                INSERT INTO leveranse (id, innsending_id, digisos_id, kommunenummer, melding_type, klient_melding_id, tilstand,
                    konto_id, i_ko_siden, frist, leveringsforsok, dataforsok, forste_data_hentet, siste_data_hentet,
                    trukket, aarsak, sendes_tidligst, stoppgrunn, bekreftet, sen_kvittering, svarut_forsok, svarut_startet,
                    svarut_arbeider, forsendelses_id, svarut_sendt, lukket)
                SELECT ?, ?, ?, '0301', 'no.nav.digisos.soknad.v1', ?, ?,
                    ?, CASE WHEN ny THEN NULL ELSE naa - interval '2 days' END, naa - interval '1 day', 5, 5,
                    naa - interval '9 hours', naa - interval '1 hour',
                    CASE WHEN ny THEN NULL ELSE naa END, 'AVVIST', naa, CASE WHEN ? THEN 'grunn' END,
                    CASE WHEN ? THEN naa END, CASE WHEN ? THEN naa END, 1, naa, 'a', CASE WHEN ? THEN ?::uuid END,
                    CASE WHEN ? THEN naa END, CASE WHEN ? THEN naa END
                  FROM (SELECT digisos_now() AS naa, ?::boolean AS ny) x""",
                id,
                innsending,
                sak,
                id,
                state.name(),
                Scene.KONTO,
                state == LeveranseState.STOPPET,
                state == LeveranseState.BEKREFTET,
                remembered,
                sent,
                id,
                sent,
                state == LeveranseState.LUKKET,
                fresh);
        Sql.run(
                c,
                "INSERT INTO svarut_forsok (leveranse_id, forsok, arbeider, mottaker, forsendelses_id)"
                        + " VALUES (?, 1, 'a', '{}', ?)",
                id,
                id);
        if (state.decided()) {
            Sql.run(c, "INSERT INTO leveranse_utfall (leveranse_id, utfall) VALUES (?, ?)", id, state.name());
        }
        return id;
    }

    private static String whole(Connection c, UUID id) throws SQLException {
        List<String> everything = new ArrayList<>(read(c, "SELECT l::text FROM leveranse l WHERE id = ?", id));
        everything.addAll(read(c, "SELECT f::text FROM svarut_forsok f WHERE leveranse_id = ? ORDER BY forsok", id));
        everything.addAll(read(c, "SELECT u::text FROM leveranse_utfall u WHERE leveranse_id = ?", id));
        everything.addAll(read(c, "SELECT h::text FROM historikk h WHERE leveranse_id = ?", id));
        return String.join("\n", everything);
    }

    private static List<String> read(Connection c, String sql, UUID id) throws SQLException {
        return Sql.all(c, sql, r -> r.getString(1), id);
    }
}
