package no.digisos.common.sak;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import no.digisos.common.database.Columns;
import no.digisos.common.database.Sql;
import no.digisos.common.database.Transactions;
import no.digisos.common.identity.NavEksternRefId;
import org.jspecify.annotations.Nullable;

/** Every statement of submissions: how one is accepted once, and how they are read. */
@ApplicationScoped
public class InnsendingTable {
    /** Waits for a concurrent twin of the same reference; inserts nothing when that one was accepted. */
    static final Sql INSERT = Sql.of("""
            INSERT INTO innsending (id, type, digisos_id, nav_ekstern_ref_id, klage_id, vedtak_id, fingeravtrykk,
                                    avsender_organisasjon, avsender_integrasjon, skjemaavvik)
            VALUES (:id, :type, :digisosId, :navEksternRefId, :klageId, :vedtakId, :fingeravtrykk,
                    :organisasjon, :integrasjonId, :skjemaavvik)
            ON CONFLICT DO NOTHING
            """);

    /** The types are spelt out, since each has a unique index of its own. */
    private static final String FIRST = """
            SELECT i.id, i.digisos_id, i.fingeravtrykk, i.avsender_organisasjon, s.soker_indeks
              FROM innsending i JOIN digisos_sak s USING (digisos_id)
             WHERE\s""";

    static final Sql FIRST_SOKNAD = Sql.of(FIRST + "i.type = 'SOKNAD' AND i.nav_ekstern_ref_id = :navEksternRefId");
    static final Sql FIRST_ETTERSENDELSE = Sql.of(FIRST
            + "i.type = 'ETTERSENDELSE' AND i.digisos_id = :digisosId AND i.nav_ekstern_ref_id = :navEksternRefId");
    static final Sql FIRST_KLAGE = Sql.of(FIRST + "i.type = 'KLAGE' AND i.klage_id = :klageId");
    static final Sql FIRST_KLAGE_ETTERSENDELSE = Sql.of(FIRST
            + "i.type = 'KLAGE_ETTERSENDELSE' AND i.klage_id = :klageId AND i.nav_ekstern_ref_id = :navEksternRefId");
    static final Sql FIRST_KLAGE_TREKK = Sql.of(FIRST + "i.type = 'KLAGE_TREKK' AND i.klage_id = :klageId");

    private static final String READ =
            "SELECT id, type, digisos_id, nav_ekstern_ref_id, klage_id, vedtak_id, mottatt FROM innsending WHERE ";

    static final Sql ONE = Sql.of(READ + "id = :id");
    static final Sql WITH_IDS = Sql.of(READ + "id = ANY (:ider)");
    static final Sql IN_SAKER = Sql.of(READ + "digisos_id = ANY (:digisosIder) ORDER BY mottatt, id");
    static final Sql HAS_KLAGE = Sql.of("""
            SELECT 1 FROM innsending WHERE type = 'KLAGE' AND klage_id = :klageId AND digisos_id = :digisosId
            """);

    private final Transactions transactions;

    public InnsendingTable(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * A submission about to be accepted.
     *
     * @param klageId for a klage and what follows it, else null
     * @param vedtakId for a klage, else null
     * @param skjemaavvik departures of its JSON documents from their schemas
     */
    public record Fresh(
            UUID id,
            InnsendingType type,
            UUID digisosId,
            NavEksternRefId navEksternRefId,
            @Nullable UUID klageId,
            @Nullable UUID vedtakId,
            byte[] fingeravtrykk,
            String organisasjon,
            UUID integrasjonId,
            int skjemaavvik) {}

    /** The submission that has a reference. */
    public record Accepted(UUID id, UUID digisosId, byte[] fingeravtrykk, String organisasjon, byte[] sokerIndeks) {}

    /** True when this call made the row; false when the reference is taken, whoever by. */
    public boolean insert(Connection c, Fresh fresh) throws SQLException {
        return INSERT.with("id", fresh.id())
                        .with("type", fresh.type())
                        .with("digisosId", fresh.digisosId())
                        .with("navEksternRefId", fresh.navEksternRefId().verdi())
                        .with("klageId", fresh.klageId())
                        .with("vedtakId", fresh.vedtakId())
                        .with("fingeravtrykk", fresh.fingeravtrykk())
                        .with("organisasjon", fresh.organisasjon())
                        .with("integrasjonId", fresh.integrasjonId())
                        .with("skjemaavvik", fresh.skjemaavvik())
                        .run(c)
                == 1;
    }

    /** The søknad of this reference, over the whole service. */
    public Optional<Accepted> findSoknad(Connection c, NavEksternRefId ref) throws SQLException {
        return accepted(c, FIRST_SOKNAD.with("navEksternRefId", ref.verdi()));
    }

    /**
     * The submission that has this one's reference already. A søknad's is unique over the whole service, an ettersendelse's in
     * its case, a klage's klageId over the whole service, and what follows a klage in that klage.
     */
    public Optional<Accepted> findFirst(Connection c, Fresh fresh) throws SQLException {
        String ref = fresh.navEksternRefId().verdi();
        return accepted(
                c,
                switch (fresh.type()) {
                    case SOKNAD -> FIRST_SOKNAD.with("navEksternRefId", ref);
                    case ETTERSENDELSE ->
                        FIRST_ETTERSENDELSE.with("digisosId", fresh.digisosId()).with("navEksternRefId", ref);
                    case KLAGE -> FIRST_KLAGE.with("klageId", fresh.klageId());
                    case KLAGE_ETTERSENDELSE ->
                        FIRST_KLAGE_ETTERSENDELSE
                                .with("klageId", fresh.klageId())
                                .with("navEksternRefId", ref);
                    case KLAGE_TREKK -> FIRST_KLAGE_TREKK.with("klageId", fresh.klageId());
                });
    }

    /** The submission of this id, which is there. */
    public Innsending require(UUID id) {
        return transactions.autoCommit(c -> ONE.with("id", id).only(c, InnsendingTable::innsending));
    }

    /** The submissions of these ids, in no order. */
    public List<Innsending> withIds(Connection c, Collection<UUID> ids) throws SQLException {
        return WITH_IDS.with("ider", ids.toArray(UUID[]::new)).all(c, InnsendingTable::innsending);
    }

    /** The submissions of these cases, in order of acceptance. */
    public List<Innsending> inSaker(Connection c, Collection<UUID> digisosIds) throws SQLException {
        return IN_SAKER.with("digisosIder", digisosIds.toArray(UUID[]::new)).all(c, InnsendingTable::innsending);
    }

    /** Whether there is a klage of this id in this case, withdrawn or not. */
    public boolean hasKlage(UUID klageId, UUID digisosId) {
        return transactions.autoCommit(c ->
                HAS_KLAGE.with("klageId", klageId).with("digisosId", digisosId).exists(c));
    }

    private static Optional<Accepted> accepted(Connection c, Sql.Call first) throws SQLException {
        return first.one(
                c,
                row -> new Accepted(
                        Columns.uuid(row, "id"),
                        Columns.uuid(row, "digisos_id"),
                        row.getBytes("fingeravtrykk"),
                        row.getString("avsender_organisasjon"),
                        row.getBytes("soker_indeks")));
    }

    private static Innsending innsending(ResultSet row) throws SQLException {
        return new Innsending(
                Columns.uuid(row, "id"),
                InnsendingType.valueOf(row.getString("type")),
                Columns.uuid(row, "digisos_id"),
                row.getString("nav_ekstern_ref_id"),
                Columns.uuidOrNull(row, "klage_id"),
                Columns.uuidOrNull(row, "vedtak_id"),
                Columns.instant(row, "mottatt"));
    }
}
