package no.digisos.common.sak;

import static no.digisos.common.crypto.Sealer.sealContext;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import no.digisos.common.crypto.BlindIndex;
import no.digisos.common.crypto.Sealer;
import no.digisos.common.identity.Fnr;
import no.digisos.common.leveranse.LeveranseHold;
import no.digisos.common.person.Person;
import no.digisos.common.person.PersonIndex;
import org.jspecify.annotations.Nullable;

/** Every statement that changes a case's row. */
@ApplicationScoped
public class SakTable {
    private static final String CREATE = """
            INSERT INTO digisos_sak (digisos_id, kommunenummer, fiks_org_id, soker_fnr_forseglet, soker_indeks_nokkel,
                                     soker_indeks, enhetsnummer)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String TOUCH =
            "UPDATE digisos_sak SET sist_endret = digisos_now() WHERE digisos_id = ? AND slettet IS NULL";
    private static final String LOCK = "SELECT 1 FROM digisos_sak WHERE digisos_id = ? AND slettet IS NULL FOR UPDATE";

    private static final String APPLICANT = "SELECT soker_indeks FROM digisos_sak WHERE digisos_id = ?";
    private static final String COUNT = """
            SELECT count(*), min(opprettet), max(opprettet) FROM digisos_sak WHERE soker_indeks = ANY (?) AND slettet IS NULL
            """;

    private static final String DUE = """
            SELECT s.digisos_id
              FROM digisos_sak s JOIN kommune k USING (fiks_org_id)
             WHERE s.slettet IS NULL AND k.slett_saker_etter IS NOT NULL
               AND s.sist_endret < digisos_now() - k.slett_saker_etter AND\s""" + LeveranseHold.notHeldSql("s.digisos_id")
            + " ORDER BY s.sist_endret LIMIT ? FOR UPDATE OF s SKIP LOCKED";
    private static final String BURY = """
            UPDATE digisos_sak SET slettet = digisos_now(), soker_fnr_forseglet = NULL
             WHERE digisos_id = ? AND slettet IS NULL
            """;

    private final Sealer sealer;
    private final PersonIndex persons;

    public SakTable(Sealer sealer, PersonIndex persons) {
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
        try (PreparedStatement statement = c.prepareStatement(CREATE)) {
            statement.setObject(1, digisosId);
            statement.setString(2, kommunenummer);
            statement.setObject(3, fiksOrgId);
            statement.setBytes(4, sealer.seal(soker.verdi().getBytes(StandardCharsets.UTF_8), fnrContext(digisosId)));
            statement.setString(5, index.version());
            statement.setBytes(6, index.value());
            statement.setString(7, enhetsnummer);
            statement.executeUpdate();
        }
    }

    /** Stamps the case as changed now. */
    public void touch(Connection c, UUID digisosId) throws SQLException {
        try (PreparedStatement statement = c.prepareStatement(TOUCH)) {
            statement.setObject(1, digisosId);
            statement.executeUpdate();
        }
    }

    /** Locks the case until the transaction ends, so that its submissions and updates are taken one by one; false when gone. */
    public boolean lock(Connection c, UUID digisosId) throws SQLException {
        try (PreparedStatement statement = c.prepareStatement(LOCK)) {
            statement.setObject(1, digisosId);
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    /** Locks the cases that their kommune's policy ends, oldest first, passing over those whose documents are still needed. */
    List<UUID> lockDue(Connection c, int max) throws SQLException {
        try (PreparedStatement statement = c.prepareStatement(DUE)) {
            statement.setInt(1, max);
            try (ResultSet row = statement.executeQuery()) {
                List<UUID> ids = new ArrayList<>();
                while (row.next()) {
                    ids.add(row.getObject(1, UUID.class));
                }
                return ids;
            }
        }
    }

    /** Leaves a tombstone of the case. */
    void bury(Connection c, UUID digisosId) throws SQLException {
        try (PreparedStatement statement = c.prepareStatement(BURY)) {
            statement.setObject(1, digisosId);
            statement.executeUpdate();
        }
    }

    /** The fødselsnummer with which the case came, opened; a tombstone has none. */
    Fnr soker(Sak sak) {
        byte[] sealed = Objects.requireNonNull(sak.sokerFnrForseglet, "A deleted case has no number");
        return new Fnr(new String(sealer.open(sealed, fnrContext(sak.digisosId)), StandardCharsets.UTF_8));
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
        try (PreparedStatement statement = c.prepareStatement(COUNT)) {
            statement.setArray(1, c.createArrayOf("bytea", person.values().toArray(byte[][]::new)));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return new Count(row.getInt(1), time(row, 2), time(row, 3));
            }
        }
    }

    /** Whether the case is this person's, as the caller's transaction sees it. */
    public boolean isSoker(Connection c, UUID digisosId, Person person) throws SQLException {
        try (PreparedStatement statement = c.prepareStatement(APPLICANT)) {
            statement.setObject(1, digisosId);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && person.has(row.getBytes(1));
            }
        }
    }

    private static @Nullable Instant time(ResultSet row, int column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static String fnrContext(UUID digisosId) {
        return sealContext("digisos_sak", "soker_fnr", digisosId.toString());
    }
}
