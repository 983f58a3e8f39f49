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
class OvergangDatabaseTest {
    private static final Set<Tilstand> KAN_HUSKE = Set.of(
            Tilstand.SVARUT_SENDER, Tilstand.SVARUT_UKJENT, Tilstand.SVARUT_SENDT, Tilstand.BEKREFTET, Tilstand.LUKKET);

    private final Scene scene = new Scene();
    private UUID sak = UUID.randomUUID();
    private UUID innsending = UUID.randomUUID();

    @BeforeAll
    void prepare() {
        sak = scene.sak();
        innsending = scene.innsending(sak);
        // Closed, so that STENG_KONTO has a reason; the other transitions do not look at it.
        scene.kjor("UPDATE konto SET aktiv = false");
    }

    @AfterAll
    void close() throws SQLException {
        scene.close();
    }

    @ParameterizedTest
    @EnumSource(Overgang.class)
    void happens_from_its_states_and_from_no_other(Overgang overgang) throws SQLException {
        int skjedd = 0;
        for (Tilstand tilstand : Tilstand.values()) {
            for (boolean husket : KAN_HUSKE.contains(tilstand) ? new boolean[] {false, true} : new boolean[] {false}) {
                skjedd += prov(overgang, tilstand, husket, false) ? 1 : 0;
            }
            skjedd += prov(overgang, tilstand, false, true) ? 1 : 0;
        }
        assertThat(skjedd).isPositive();
    }

    private boolean prov(Overgang overgang, Tilstand tilstand, boolean husket, boolean sluppet) throws SQLException {
        String navn = overgang + " from " + tilstand + (husket ? " with a noted receipt" : "")
                + (sluppet ? " and no copy" : "");
        try (Connection c = scene.database.functions().getConnection()) {
            // Rolled back by the close, so each pair has the table to itself.
            c.setAutoCommit(false);
            UUID id = rad(c, tilstand, husket);
            if (sluppet) {
                Setning.kjor(c, "UPDATE leveranse SET kopi_sluppet = digisos_now() WHERE id = ?", id);
            }
            String foer = hele(c, id);
            boolean traff = utfor(c, overgang, id);
            Optional<Tilstand> ventet = overgang.etter(tilstand, husket, sluppet);
            Leveranse etter = scene.ko.finn(c, id).orElseThrow();

            assertThat(traff).as(navn).isEqualTo(ventet.isPresent());
            if (ventet.isEmpty()) {
                assertThat(hele(c, id)).as(navn).isEqualTo(foer);
            } else {
                assertThat(etter.tilstand()).as(navn).isEqualTo(ventet.get());
                assertThat(les(c, "SELECT hendelse FROM historikk WHERE leveranse_id = ?", id))
                        .as(navn)
                        .containsExactly(overgang.hendelse());
                assertThat(les(c, "SELECT utfall FROM leveranse_utfall WHERE leveranse_id = ?", id))
                        .as(navn)
                        .isEqualTo(
                                etter.tilstand().avgjort()
                                        ? List.of(etter.tilstand().name())
                                        : List.of());
            }
            return traff;
        }
    }

    private static boolean utfor(Connection c, Overgang overgang, UUID id) throws SQLException {
        Forseglet f = Scene.forseglet("x");
        UUID konto = Scene.KONTO;
        Duration vent = Duration.ofMinutes(1);
        List<UUID> traff = switch (overgang) {
            case FRIGI_TIL_KO -> Setning.ider(c, LeveranseSql.FRIGI_TIL_KO, konto, id);
            case FRIGI_UTEN_KONTO -> Setning.ider(c, LeveranseSql.FRIGI_UTEN_KONTO, id);
            case FRIGI_UTEN_SERTIFIKAT -> Setning.ider(c, LeveranseSql.FRIGI_UTEN_SERTIFIKAT, id);
            case KVITTER_MOTTATT -> Setning.ider(c, LeveranseSql.KVITTER_MOTTATT, f, f, id, konto);
            case HUSK_SEN_KVITTERING -> Setning.ider(c, LeveranseSql.HUSK_SEN_KVITTERING, f, f, id, konto);
            case NOTER_SEN_KVITTERING -> Setning.ider(c, LeveranseSql.NOTER_SEN_KVITTERING, f, f, id, konto);
            case AVVIS -> Setning.ider(c, LeveranseSql.AVVIS, f, id, konto);
            case AVVIS_ETTER_TREKK -> Setning.ider(c, LeveranseSql.AVVIS_ETTER_TREKK, f, id, konto);
            case FEILET_ETTER_TREKK -> Setning.ider(c, LeveranseSql.FEILET_ETTER_TREKK, f, id, konto);
            case UTLOP -> Setning.ider(c, LeveranseSql.UTLOP, Scene.NADE, 10, Scene.HOLD, Scene.NADE);
            case OPPBRUK ->
                Setning.ider(c, LeveranseSql.OPPBRUK, 5, Duration.ofHours(2), 10, Scene.HOLD, 5, Duration.ofHours(2));
            case STENG_KONTO -> Setning.ider(c, LeveranseSql.STENG_KONTO, 10, Scene.HOLD);
            case START_SVARUT -> Setning.ider(c, LeveranseSql.START, "a", id, 1, "{}");
            case SVARUT_TOK_IMOT -> tokImot(c, id);
            case MIST_SVARET -> Setning.ider(c, LeveranseSql.MIST_SVARET, id, 1);
            case SVARUT_NEKTET -> Setning.ider(c, LeveranseSql.NEKTET, vent, id, 1, "PROV_IGJEN");
            case AVKLAR_IKKE_SENDT -> Setning.ider(c, LeveranseSql.AVKLAR_IKKE_SENDT, vent, id, 1);
            case AVKLAR_BEKREFTET -> Setning.ider(c, LeveranseSql.AVKLAR_BEKREFTET, id, 1, "IKKE_SENDT");
            case SVARUT_AVVISTE -> Setning.ider(c, LeveranseSql.AVVISTE, vent, "AVVIST", id, id, id);
            case STOPP -> Setning.ider(c, LeveranseSql.STOPP, "grunn", id, 1);
            case GJENOPPTA -> Setning.ider(c, LeveranseSql.GJENOPPTA, id);
            case LUKK -> Setning.ider(c, LeveranseSql.LUKK, id);
            case ETTER_GJENOPPRETTING ->
                Setning.ider(
                        c,
                        LeveranseSql.ETTER_GJENOPPRETTING,
                        OffsetDateTime.of(2020, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC));
        };
        return !traff.isEmpty();
    }

    private static List<UUID> tokImot(Connection c, UUID id) throws SQLException {
        UUID forsendelse = UUID.randomUUID();
        return Setning.ider(c, LeveranseSql.TOK_IMOT, forsendelse, id, 1, forsendelse);
    }

    /** A row in this state with whatever every transition could wish for: frist passed, attempts used up, attempt 1 made. */
    private UUID rad(Connection c, Tilstand tilstand, boolean husket) throws SQLException {
        UUID id = UUID.randomUUID();
        boolean ny = tilstand == Tilstand.IKKE_SENDT;
        boolean sendt = tilstand == Tilstand.SVARUT_SENDT;
        Setning.kjor(
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
                tilstand.name(),
                Scene.KONTO,
                tilstand == Tilstand.STOPPET,
                tilstand == Tilstand.BEKREFTET,
                husket,
                sendt,
                id,
                sendt,
                tilstand == Tilstand.LUKKET,
                ny);
        Setning.kjor(
                c,
                "INSERT INTO svarut_forsok (leveranse_id, forsok, arbeider, mottaker, forsendelses_id)"
                        + " VALUES (?, 1, 'a', '{}', ?)",
                id,
                id);
        if (tilstand.avgjort()) {
            Setning.kjor(c, "INSERT INTO leveranse_utfall (leveranse_id, utfall) VALUES (?, ?)", id, tilstand.name());
        }
        return id;
    }

    private static String hele(Connection c, UUID id) throws SQLException {
        List<String> alt = new ArrayList<>(les(c, "SELECT l::text FROM leveranse l WHERE id = ?", id));
        alt.addAll(les(c, "SELECT f::text FROM svarut_forsok f WHERE leveranse_id = ? ORDER BY forsok", id));
        alt.addAll(les(c, "SELECT u::text FROM leveranse_utfall u WHERE leveranse_id = ?", id));
        alt.addAll(les(c, "SELECT h::text FROM historikk h WHERE leveranse_id = ?", id));
        return String.join("\n", alt);
    }

    private static List<String> les(Connection c, String sql, UUID id) throws SQLException {
        return Setning.alle(c, sql, r -> r.getString(1), id);
    }
}
