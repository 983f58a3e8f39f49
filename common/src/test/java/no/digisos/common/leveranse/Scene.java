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
import no.digisos.common.database.Sql;
import no.digisos.common.database.SqlValue;
import no.digisos.common.database.Transactions;
import no.digisos.testkit.database.TestDatabase;
import org.jspecify.annotations.Nullable;

/** A database with one kommune, its default konto and one office, and the beans under test on it. */
final class Scene implements AutoCloseable {
    static final String KOMMUNE = "0301";
    static final String ENHET = "0315";
    static final UUID FIKS_ORG = UUID.fromString("11111111-1111-4111-8111-111111111111");
    static final UUID KONTO = UUID.fromString("22222222-2222-4222-8222-222222222222");
    static final UUID OFFICE_KONTO = UUID.fromString("33333333-3333-4333-8333-333333333333");
    static final UUID INTEGRASJON = UUID.fromString("44444444-4444-4444-8444-444444444444");
    static final Duration LEASE = Duration.ofMinutes(15);
    static final Duration GRACE = Duration.ofMinutes(15);
    static final Duration HOLD = Duration.ofMinutes(10);

    final TestDatabase database = TestDatabase.create();
    final Connections connections = new Connections(database.functions());
    final Transactions transactions = new Transactions(connections);
    final ChannelChoice channelChoice = new ChannelChoice((certificate, now) -> certificate.length > 1);
    final LeveranseRelease release = new LeveranseRelease(transactions, channelChoice);
    final LeveranseCreation creation = new LeveranseCreation(release);
    final LeveranseQueue queue = new LeveranseQueue(transactions);
    final LeveranseDecisions decision = new LeveranseDecisions(transactions, release);
    final LeveranseSweeps sweep = new LeveranseSweeps(transactions);
    final LeveranseVarsel varsel = new LeveranseVarsel(transactions);
    final Resending resending = new Resending(creation);
    final LeveranseSvarUt svarUt = new LeveranseSvarUt(transactions, release);

    Scene() {
        fill();
    }

    /** Empties the tables and sets the clock right: cheaper for the server than a database for each test. */
    void reset() {
        TestDatabase.execute(
                database.superuser(),
                "TRUNCATE varsel, varselmottaker, leveranse_statistikk, leveranse, leveranse_utfall, svarut_forsok, historikk, innsending,"
                        + " digisos_sak, konto_navenhet, konto, kommune CASCADE");
        database.setClockOffset(Duration.ZERO);
        fill();
    }

    private void fill() {
        run(
                "INSERT INTO kommune (kommunenummer, navn, fiks_org_id, aktivert, bruker_fiks_io, fiks_io_konto_id)"
                        + " VALUES (?, 'Oslo', ?, true, true, ?)",
                KOMMUNE,
                FIKS_ORG,
                KONTO);
        konto(KONTO, FIKS_ORG);
        konto(OFFICE_KONTO, FIKS_ORG);
        run("INSERT INTO konto_navenhet VALUES (?, ?, ?)", OFFICE_KONTO, FIKS_ORG, ENHET);
    }

    void konto(UUID id, UUID fiksOrg) {
        run("INSERT INTO konto (id, fiks_org_id, navn, sertifikat) VALUES (?, ?, 'k', '\\x0102')", id, fiksOrg);
    }

    /** A case without shipments. */
    UUID sak() {
        UUID id = UUID.randomUUID();
        run(
                "INSERT INTO digisos_sak (digisos_id, kommunenummer, fiks_org_id, soker_fnr_forseglet,"
                        + " soker_indeks_nokkel, soker_indeks) VALUES (?, ?, ?, '\\x00', 'i1', '\\x00')",
                id,
                KOMMUNE,
                FIKS_ORG);
        return id;
    }

    UUID innsending(UUID sak) {
        UUID id = UUID.randomUUID();
        run(
                "INSERT INTO innsending (id, type, digisos_id, nav_ekstern_ref_id, fingeravtrykk, avsender_organisasjon,"
                        + " avsender_integrasjon) VALUES (?, 'ETTERSENDELSE', ?, ?, '\\x00', '889640782', ?)",
                id,
                sak,
                id.toString(),
                INTEGRASJON);
        return id;
    }

    NewLeveranse fresh(UUID sak) {
        return fresh(sak, null, MeldingType.SOKNAD, false);
    }

    NewLeveranse fresh(UUID sak, @Nullable String enhet, MeldingType type, boolean urgent) {
        return new NewLeveranse(UUID.randomUUID(), innsending(sak), sak, KOMMUNE, enhet, type, urgent);
    }

    /** Accepted as the submission does it: the case's row locked, then the shipment made. */
    Leveranse receive(NewLeveranse fresh) throws SQLException {
        return transactions.inTransaction(c -> {
            lockSak(c, fresh.digisosId());
            return creation.create(c, fresh);
        });
    }

    Leveranse receive(UUID sak) throws SQLException {
        return receive(fresh(sak));
    }

    /** A shipment in the queue of its own case. */
    Leveranse inQueue() throws SQLException {
        return receive(sak());
    }

    /** In the queue and handed out. */
    LeasedMelding leased() throws SQLException {
        Leveranse l = inQueue();
        return queue.fetch(KONTO, 200, LEASE, INTEGRASJON).stream()
                .filter(u -> u.leveranse().id().equals(l.id()))
                .findFirst()
                .orElseThrow();
    }

    static void lockSak(Connection c, UUID sak) throws SQLException {
        Sql.of("SELECT digisos_id FROM digisos_sak WHERE digisos_id = :sak FOR UPDATE")
                .with("sak", sak)
                .ids(c);
    }

    Leveranse read(UUID id) {
        try (Connection c = connections.getConnection()) {
            return queue.find(c, id).orElseThrow();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Moves the clock from now to this much later. */
    void advance(Duration ahead) {
        database.setClockOffset(Duration.ofMillis(
                        Long.parseLong(value("SELECT (extract(epoch FROM digisos_now() - now()) * 1000)::bigint")))
                .plus(ahead));
    }

    /** The words of a shipment's history in order. */
    List<String> history(UUID leveranse) {
        return texts("SELECT hendelse FROM historikk WHERE leveranse_id = ? ORDER BY id", leveranse);
    }

    @Nullable
    String outcome(UUID leveranse) {
        return texts("SELECT utfall FROM leveranse_utfall WHERE leveranse_id = ?", leveranse).stream()
                .findFirst()
                .orElse(null);
    }

    void run(String sql, @Nullable Object... values) {
        try (Connection c = connections.getConnection();
                PreparedStatement s = prepare(c, sql, values)) {
            s.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    List<String> texts(String sql, @Nullable Object... values) {
        try (Connection c = connections.getConnection();
                PreparedStatement s = prepare(c, sql, values)) {
            List<String> answer = new ArrayList<>();
            try (ResultSet r = s.executeQuery()) {
                while (r.next()) {
                    answer.add(String.valueOf(r.getString(1)));
                }
            }
            return answer;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PreparedStatement prepare(Connection c, String sql, @Nullable Object... values) throws SQLException {
        PreparedStatement s = c.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            SqlValue.bind(c, s, i + 1, values[i]);
        }
        return s;
    }

    String value(String sql, @Nullable Object... values) {
        return texts(sql, values).getFirst();
    }

    long count(String sql, @Nullable Object... values) {
        return Long.parseLong(value(sql, values));
    }

    static Sealed sealed(String text) {
        return Sealed.of(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Many shipments in the queue of the default konto, each of its own case and handed out once, by one statement.
     *
     * @param fristSql when the n-th one's frist is
     * @return their ids by order of acceptance
     */
    List<UUID> manyInQueue(int count, String fristSql, int deliveryAttempts) {
        run(
                "INSERT INTO digisos_sak (digisos_id, kommunenummer, fiks_org_id, soker_fnr_forseglet, soker_indeks_nokkel,"
                        + " soker_indeks) SELECT lpad(to_hex(n), 32, '0')::uuid, '0301', ?, '\\x00', 'i1', '\\x00'"
                        + " FROM generate_series(1, ?) n",
                FIKS_ORG,
                count);
        run(
                "INSERT INTO innsending (id, type, digisos_id, nav_ekstern_ref_id, fingeravtrykk, avsender_organisasjon,"
                        + " avsender_integrasjon) SELECT lpad(to_hex(n), 32, '0')::uuid, 'SOKNAD',"
                        + " lpad(to_hex(n), 32, '0')::uuid, 'ref-' || n, '\\x00', '889640782', ?"
                        + " FROM generate_series(1, ?) n",
                INTEGRASJON,
                count);
        run(
                "INSERT INTO leveranse (id, innsending_id, digisos_id, kommunenummer, melding_type, klient_melding_id,"
                        + " tilstand, konto_id, i_ko_siden, frist, leveringsforsok)"
                        + " SELECT id, id, id, '0301', 'no.nav.digisos.soknad.v1', id, 'I_KO', ?, digisos_now(), "
                        + fristSql
                        + ", ? FROM (SELECT lpad(to_hex(n), 32, '0')::uuid AS id, n FROM generate_series(1, ?) n) x ORDER BY n",
                KONTO,
                deliveryAttempts,
                count);
        return texts("SELECT id FROM leveranse ORDER BY lopenummer").stream()
                .map(UUID::fromString)
                .toList();
    }

    @Override
    public void close() throws SQLException {
        connections.close();
    }
}
