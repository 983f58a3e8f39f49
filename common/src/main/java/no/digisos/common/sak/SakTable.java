package no.digisos.common.sak;

import static no.digisos.common.crypto.Sealer.sealContext;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import no.digisos.common.crypto.BlindIndex;
import no.digisos.common.crypto.Sealer;
import no.digisos.common.database.Columns;
import no.digisos.common.database.Sql;
import no.digisos.common.database.Transactions;
import no.digisos.common.identity.Fnr;
import no.digisos.common.leveranse.LeveranseHold;
import no.digisos.common.person.Person;
import no.digisos.common.person.PersonIndex;
import org.jspecify.annotations.Nullable;

/** Every statement of a case's row. A deleted case is found by {@link #findOwnAlsoDeleted} alone. */
@ApplicationScoped
public class SakTable {
    static final Sql CREATE = Sql.of("""
            INSERT INTO digisos_sak (digisos_id, kommunenummer, fiks_org_id, soker_fnr_forseglet, soker_indeks_nokkel,
                                     soker_indeks, enhetsnummer)
            VALUES (:digisosId, :kommunenummer, :fiksOrgId, :fnrForseglet, :indeksNokkel, :indeks, :enhetsnummer)
            """);
    static final Sql TOUCH = Sql.of(
            "UPDATE digisos_sak SET sist_endret = digisos_now() WHERE digisos_id = :digisosId AND slettet IS NULL");
    static final Sql LOCK =
            Sql.of("SELECT 1 FROM digisos_sak WHERE digisos_id = :digisosId AND slettet IS NULL FOR UPDATE");

    static final Sql APPLICANT = Sql.of("SELECT soker_indeks FROM digisos_sak WHERE digisos_id = :digisosId");
    static final Sql COUNT = Sql.of("""
            SELECT count(*) AS antall, min(opprettet) AS forste, max(opprettet) AS siste
              FROM digisos_sak WHERE soker_indeks = ANY (:indekser) AND slettet IS NULL
            """);

    static final Sql DUE = Sql.of("""
            SELECT s.digisos_id
              FROM digisos_sak s JOIN kommune k USING (fiks_org_id)
             WHERE s.slettet IS NULL AND k.slett_saker_etter IS NOT NULL
               AND s.sist_endret < digisos_now() - k.slett_saker_etter AND\s""" + LeveranseHold.notHeldSql("s.digisos_id")
            + " ORDER BY s.sist_endret LIMIT :max FOR UPDATE OF s SKIP LOCKED");
    static final Sql BURY = Sql.of("""
            UPDATE digisos_sak SET slettet = digisos_now(), soker_fnr_forseglet = NULL
             WHERE digisos_id = :digisosId AND slettet IS NULL
            """);

    private static final String READ = """
            SELECT digisos_id, kommunenummer, fiks_org_id, soker_fnr_forseglet, soker_indeks, enhetsnummer, sist_endret, slettet
              FROM digisos_sak WHERE\s""";

    static final Sql ONE = Sql.of(READ + "digisos_id = :digisosId AND slettet IS NULL");
    static final Sql ONE_ALSO_DELETED = Sql.of(READ + "digisos_id = :digisosId");
    static final Sql FOR_SOKER =
            Sql.of(READ + "soker_indeks = ANY (:indekser) AND slettet IS NULL ORDER BY sist_endret DESC, digisos_id");
    static final Sql OWN = Sql.of("""
            SELECT digisos_id FROM digisos_sak
             WHERE digisos_id = ANY (:digisosIder) AND soker_indeks = ANY (:indekser) AND slettet IS NULL
            """);

    private final Transactions transactions;
    private final Sealer sealer;
    private final PersonIndex persons;

    public SakTable(Transactions transactions, Sealer sealer, PersonIndex persons) {
        this.transactions = transactions;
        this.sealer = sealer;
        this.persons = persons;
    }

    /** Creates the case, in the caller's transaction. */
    public void create(
            Connection c,
            UUID digisosId,
            String kommunenummer,
            UUID fiksOrgId,
            Fnr soker,
            @Nullable String enhetsnummer)
            throws SQLException {
        BlindIndex.Value index = persons.index(soker);
        CREATE.with("digisosId", digisosId)
                .with("kommunenummer", kommunenummer)
                .with("fiksOrgId", fiksOrgId)
                .with(
                        "fnrForseglet",
                        sealer.seal(soker.verdi().getBytes(StandardCharsets.UTF_8), fnrContext(digisosId)))
                .with("indeksNokkel", index.version())
                .with("indeks", index.value())
                .with("enhetsnummer", enhetsnummer)
                .run(c);
    }

    /** Stamps the case as changed now. */
    public void touch(Connection c, UUID digisosId) throws SQLException {
        TOUCH.with("digisosId", digisosId).run(c);
    }

    /** Locks the case until the transaction ends, so that its submissions and updates are taken one by one; false when gone. */
    public boolean lock(Connection c, UUID digisosId) throws SQLException {
        return LOCK.with("digisosId", digisosId).exists(c);
    }

    /** Locks the cases that their kommune's policy ends, oldest first, passing over those whose documents are still needed. */
    List<UUID> lockDue(Connection c, int max) throws SQLException {
        return DUE.with("max", max).ids(c);
    }

    /** Leaves a tombstone of the case. */
    void bury(Connection c, UUID digisosId) throws SQLException {
        BURY.with("digisosId", digisosId).run(c);
    }

    /** The case of this id, whoever's it is. */
    public Optional<Sak> find(UUID digisosId) {
        return transactions.autoCommit(c -> ONE.with("digisosId", digisosId).one(c, SakTable::sak));
    }

    /** The case of this id when it is this person's. */
    public Optional<Sak> findOwn(UUID digisosId, Fnr soker) {
        return transactions.autoCommit(c -> findOwn(c, digisosId, soker));
    }

    /** The same, as the caller's connection sees it. */
    public Optional<Sak> findOwn(Connection c, UUID digisosId, Fnr soker) throws SQLException {
        return ifOwn(c, soker, ONE.with("digisosId", digisosId));
    }

    /** The person's case, or what is left of it: whoever sends something to a deleted case is to be told that it is gone. */
    public Optional<Sak> findOwnAlsoDeleted(UUID digisosId, Fnr soker) {
        return transactions.autoCommit(c -> ifOwn(c, soker, ONE_ALSO_DELETED.with("digisosId", digisosId)));
    }

    private Optional<Sak> ifOwn(Connection c, Fnr soker, Sql.Call one) throws SQLException {
        Optional<Sak> sak = one.one(c, SakTable::sak);
        return sak.isPresent() && persons.find(c, soker).has(sak.get().sokerIndeks()) ? sak : Optional.empty();
    }

    /** The person's cases under whichever number, the latest changed first. */
    public List<Sak> forSoker(Fnr soker) {
        return transactions.autoCommit(c ->
                FOR_SOKER.with("indekser", indexValues(persons.find(c, soker))).all(c, SakTable::sak));
    }

    /** The ids of those of some cases that are this person's and not deleted. */
    public List<UUID> own(Connection c, Collection<UUID> digisosIds, Fnr soker) throws SQLException {
        return OWN.with("digisosIder", digisosIds.toArray(UUID[]::new))
                .with("indekser", indexValues(persons.find(c, soker)))
                .ids(c);
    }

    /** The fødselsnummer with which the case came, opened; a tombstone has none. */
    Fnr soker(Sak sak) {
        byte[] sealed = Objects.requireNonNull(sak.sokerFnrForseglet(), "A deleted case has no number");
        return new Fnr(new String(sealer.open(sealed, fnrContext(sak.digisosId())), StandardCharsets.UTF_8));
    }

    /**
     * How many cases there are under some numbers.
     *
     * @param forste when the first of them was opened, null when there is none
     * @param siste when the last of them was
     */
    public record Count(
            int antall, @Nullable Instant forste, @Nullable Instant siste) {}

    /** Counts a person's cases, those that are deleted apart. */
    public Count count(Connection c, Person person) throws SQLException {
        return COUNT.with("indekser", indexValues(person))
                .only(
                        c,
                        row -> new Count(
                                row.getInt("antall"),
                                Columns.instantOrNull(row, "forste"),
                                Columns.instantOrNull(row, "siste")));
    }

    /** Whether the case is this person's, as the caller's transaction sees it. */
    public boolean isSoker(Connection c, UUID digisosId, Person person) throws SQLException {
        return APPLICANT
                .with("digisosId", digisosId)
                .one(c, row -> row.getBytes("soker_indeks"))
                .filter(person::has)
                .isPresent();
    }

    private static byte[][] indexValues(Person person) {
        return person.values().toArray(byte[][]::new);
    }

    private static Sak sak(ResultSet row) throws SQLException {
        return new Sak(
                Columns.uuid(row, "digisos_id"),
                row.getString("kommunenummer"),
                Columns.uuid(row, "fiks_org_id"),
                row.getBytes("soker_fnr_forseglet"),
                row.getBytes("soker_indeks"),
                row.getString("enhetsnummer"),
                Columns.instant(row, "sist_endret"),
                Columns.instantOrNull(row, "slettet"));
    }

    private static String fnrContext(UUID digisosId) {
        return sealContext("digisos_sak", "soker_fnr", digisosId.toString());
    }
}
