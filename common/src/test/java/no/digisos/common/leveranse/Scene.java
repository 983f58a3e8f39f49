package no.digisos.common.leveranse;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import no.digisos.common.database.Transactions;
import no.digisos.common.testkit.TestDatabase;
import org.jspecify.annotations.Nullable;

/** A database with one kommune, its default konto and one office, and the beans under test on it. */
final class Scene implements AutoCloseable {
    static final String KOMMUNE = "0301";
    static final String ENHET = "0315";
    static final UUID FIKS_ORG = UUID.fromString("11111111-1111-4111-8111-111111111111");
    static final UUID KONTO = UUID.fromString("22222222-2222-4222-8222-222222222222");
    static final UUID KONTORKONTO = UUID.fromString("33333333-3333-4333-8333-333333333333");
    static final UUID INTEGRASJON = UUID.fromString("44444444-4444-4444-8444-444444444444");
    static final Duration LEIE = Duration.ofMinutes(15);
    static final Duration NADE = Duration.ofMinutes(15);
    static final Duration HOLD = Duration.ofMinutes(10);

    final TestDatabase database = TestDatabase.create();
    final Forbindelser forbindelser = new Forbindelser(database.functions());
    final Transactions transactions = new Transactions(forbindelser);
    final Kanalvalg kanalvalg = new Kanalvalg((sertifikat, naa) -> sertifikat.length > 1);
    final LeveranseFrigivelse frigivelse = new LeveranseFrigivelse(transactions, kanalvalg);
    final LeveranseOpprettelse opprettelse = new LeveranseOpprettelse(frigivelse);
    final LeveranseKo ko = new LeveranseKo(transactions);
    final LeveranseBeslutning beslutning = new LeveranseBeslutning(transactions, frigivelse);
    final LeveranseSveip sveip = new LeveranseSveip(transactions);
    final Leveransevarsel varsel = new Leveransevarsel(transactions);
    final Gjenutsending gjenutsending = new Gjenutsending(opprettelse);
    final LeveranseSvarUt svarUt = new LeveranseSvarUt(transactions, frigivelse);

    Scene() {
        fyll();
    }

    /** Empties the tables and sets the clock right: cheaper for the server than a database for each test. */
    void nullstill() {
        TestDatabase.execute(
                database.superuser(),
                "TRUNCATE varsel, varselmottaker, leveranse_statistikk, leveranse, leveranse_utfall, svarut_forsok, historikk, innsending,"
                        + " digisos_sak, konto_navenhet, konto, kommune CASCADE");
        database.setClockOffset(Duration.ZERO);
        fyll();
    }

    private void fyll() {
        kjor(
                "INSERT INTO kommune (kommunenummer, navn, fiks_org_id, aktivert, bruker_fiks_io, fiks_io_konto_id)"
                        + " VALUES (?, 'Oslo', ?, true, true, ?)",
                KOMMUNE,
                FIKS_ORG,
                KONTO);
        konto(KONTO, FIKS_ORG);
        konto(KONTORKONTO, FIKS_ORG);
        kjor("INSERT INTO konto_navenhet VALUES (?, ?, ?)", KONTORKONTO, FIKS_ORG, ENHET);
    }

    void konto(UUID id, UUID fiksOrg) {
        kjor("INSERT INTO konto (id, fiks_org_id, navn, sertifikat) VALUES (?, ?, 'k', '\\x0102')", id, fiksOrg);
    }

    /** A case without shipments. */
    UUID sak() {
        UUID id = UUID.randomUUID();
        kjor(
                "INSERT INTO digisos_sak (digisos_id, kommunenummer, fiks_org_id, soker_fnr_forseglet,"
                        + " soker_indeks_nokkel, soker_indeks) VALUES (?, ?, ?, '\\x00', 'i1', '\\x00')",
                id,
                KOMMUNE,
                FIKS_ORG);
        return id;
    }

    UUID innsending(UUID sak) {
        UUID id = UUID.randomUUID();
        kjor(
                "INSERT INTO innsending (id, type, digisos_id, nav_ekstern_ref_id, fingeravtrykk, avsender_organisasjon,"
                        + " avsender_integrasjon) VALUES (?, 'ETTERSENDELSE', ?, ?, '\\x00', '889640782', ?)",
                id,
                sak,
                id.toString(),
                INTEGRASJON);
        return id;
    }

    NyLeveranse ny(UUID sak) {
        return ny(sak, null, Meldingstype.SOKNAD, false);
    }

    NyLeveranse ny(UUID sak, @Nullable String enhet, Meldingstype type, boolean hast) {
        return new NyLeveranse(UUID.randomUUID(), innsending(sak), sak, KOMMUNE, enhet, type, hast);
    }

    /** Accepted as the submission does it: the case's row locked, then the shipment made. */
    Leveranse motta(NyLeveranse ny) throws SQLException {
        return transactions.inTransaction(c -> {
            lasSak(c, ny.digisosId());
            return opprettelse.opprett(c, ny);
        });
    }

    Leveranse motta(UUID sak) throws SQLException {
        return motta(ny(sak));
    }

    /** A shipment in the queue of its own case. */
    Leveranse iKo() throws SQLException {
        return motta(sak());
    }

    /** In the queue and handed out. */
    UtlantMelding utlant() throws SQLException {
        Leveranse l = iKo();
        return ko.hent(KONTO, 200, LEIE, INTEGRASJON).stream()
                .filter(u -> u.leveranse().id().equals(l.id()))
                .findFirst()
                .orElseThrow();
    }

    static void lasSak(Connection c, UUID sak) throws SQLException {
        Setning.ider(c, "SELECT digisos_id FROM digisos_sak WHERE digisos_id = ? FOR UPDATE", sak);
    }

    Leveranse les(UUID id) {
        try (Connection c = forbindelser.getConnection()) {
            return ko.finn(c, id).orElseThrow();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Moves the clock from now to this much later. */
    void spol(Duration frem) {
        database.setClockOffset(Duration.ofMillis(
                        Long.parseLong(verdi("SELECT (extract(epoch FROM digisos_now() - now()) * 1000)::bigint")))
                .plus(frem));
    }

    /** The words of a shipment's history in order. */
    List<String> historikk(UUID leveranse) {
        return tekster("SELECT hendelse FROM historikk WHERE leveranse_id = ? ORDER BY id", leveranse);
    }

    @Nullable
    String utfall(UUID leveranse) {
        return tekster("SELECT utfall FROM leveranse_utfall WHERE leveranse_id = ?", leveranse).stream()
                .findFirst()
                .orElse(null);
    }

    void kjor(String sql, @Nullable Object... verdier) {
        try (Connection c = forbindelser.getConnection()) {
            Setning.kjor(c, sql, verdier);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    List<String> tekster(String sql, @Nullable Object... verdier) {
        try (Connection c = forbindelser.getConnection();
                PreparedStatement s = c.prepareStatement(sql)) {
            for (int i = 0; i < verdier.length; i++) {
                s.setObject(i + 1, verdier[i]);
            }
            List<String> svar = new ArrayList<>();
            try (ResultSet r = s.executeQuery()) {
                while (r.next()) {
                    svar.add(String.valueOf(r.getString(1)));
                }
            }
            return svar;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    String verdi(String sql, @Nullable Object... verdier) {
        return tekster(sql, verdier).getFirst();
    }

    long antall(String sql, @Nullable Object... verdier) {
        return Long.parseLong(verdi(sql, verdier));
    }

    static Forseglet forseglet(String tekst) {
        return Forseglet.av(tekst.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Many shipments in the queue of the default konto, each of its own case and handed out once, by one statement.
     *
     * @param fristSql when the n-th one's frist is
     * @return their ids by order of acceptance
     */
    List<UUID> mangeIKo(int antall, String fristSql, int leveringsforsok) {
        kjor(
                "INSERT INTO digisos_sak (digisos_id, kommunenummer, fiks_org_id, soker_fnr_forseglet, soker_indeks_nokkel,"
                        + " soker_indeks) SELECT lpad(to_hex(n), 32, '0')::uuid, '0301', ?, '\\x00', 'i1', '\\x00'"
                        + " FROM generate_series(1, ?) n",
                FIKS_ORG,
                antall);
        kjor(
                "INSERT INTO innsending (id, type, digisos_id, nav_ekstern_ref_id, fingeravtrykk, avsender_organisasjon,"
                        + " avsender_integrasjon) SELECT lpad(to_hex(n), 32, '0')::uuid, 'SOKNAD',"
                        + " lpad(to_hex(n), 32, '0')::uuid, 'ref-' || n, '\\x00', '889640782', ?"
                        + " FROM generate_series(1, ?) n",
                INTEGRASJON,
                antall);
        kjor(
                "INSERT INTO leveranse (id, innsending_id, digisos_id, kommunenummer, melding_type, klient_melding_id,"
                        + " tilstand, konto_id, i_ko_siden, frist, leveringsforsok)"
                        + " SELECT id, id, id, '0301', 'no.nav.digisos.soknad.v1', id, 'I_KO', ?, digisos_now(), "
                        + fristSql
                        + ", ? FROM (SELECT lpad(to_hex(n), 32, '0')::uuid AS id, n FROM generate_series(1, ?) n) x ORDER BY n",
                KONTO,
                leveringsforsok,
                antall);
        return tekster("SELECT id FROM leveranse ORDER BY lopenummer").stream()
                .map(UUID::fromString)
                .toList();
    }

    @Override
    public void close() throws SQLException {
        forbindelser.close();
    }
}
