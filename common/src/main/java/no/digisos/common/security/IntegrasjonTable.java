package no.digisos.common.security;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import no.digisos.common.database.Columns;
import no.digisos.common.database.Sql;
import no.digisos.common.identity.Organisasjonsnummer;
import org.jspecify.annotations.Nullable;

/** Every statement about integrations (auth.md 1). What makes, changes or revokes one works at its next call. */
public final class IntegrasjonTable {
    static final Sql CREATE = Sql.of("""
            INSERT INTO integrasjon (id, navn, autorisert_organisasjon, fiks_org_id, passord_salt, passord_hash)
            VALUES (:id, :navn, :organisasjon, :fiksOrgId, :salt, :hash)""");

    static final Sql PASSWORD = Sql.of("""
            UPDATE integrasjon SET passord_salt = :salt, passord_hash = :hash WHERE id = :id AND tilbakekalt IS NULL""");

    static final Sql WITHDRAW =
            Sql.of("UPDATE integrasjon SET tilbakekalt = digisos_now() WHERE id = :id AND tilbakekalt IS NULL");

    /** Those that the kommune made, and those of others that may do something for it. */
    static final Sql FOR_FIKS_ORG = Sql.of("""
            SELECT i.id, i.navn, i.autorisert_organisasjon, i.fiks_org_id IS NOT DISTINCT FROM :fiksOrgId AS egen,
                   i.opprettet, t.id AS tilgang_id, t.privilegium, t.konto_id, t.gitt
              FROM integrasjon i
              LEFT JOIN tilgang t ON t.integrasjon_id = i.id AND t.fiks_org_id = :fiksOrgId AND t.tilbakekalt IS NULL
             WHERE i.tilbakekalt IS NULL AND (i.fiks_org_id = :fiksOrgId OR t.id IS NOT NULL)
             ORDER BY i.opprettet, i.id, t.id""");

    private static final String LIVE = """
            SELECT i.id, i.autorisert_organisasjon, i.passord_salt, i.passord_hash, t.privilegium, t.fiks_org_id, t.konto_id
              FROM integrasjon i
              LEFT JOIN tilgang t ON t.integrasjon_id = i.id AND t.tilbakekalt IS NULL
             WHERE i.tilbakekalt IS NULL""";

    static final Sql ALL = Sql.of(LIVE);

    static final Sql FIND = Sql.of(LIVE + " AND i.id = :id");

    private IntegrasjonTable() {}

    /**
     * A live integration as its kommune sees it.
     *
     * @param egen whether the kommune made it, and may change it
     * @param tilganger its live grants on this kommune
     */
    public record Integrasjon(
            UUID id,
            String navn,
            String autorisertOrganisasjon,
            boolean egen,
            Instant opprettet,
            List<GivenGrant> tilganger) {}

    /**
     * A live grant on a kommune.
     *
     * @param kontoId the konto that it is limited to, or null for all of the kommune's
     */
    public record GivenGrant(
            long id, Privilegium privilegium, @Nullable UUID kontoId, Instant gitt) {}

    /** A live integration as its login is checked, with its live grants. */
    record Found(String organisasjon, byte[] salt, byte[] hash, List<Grant> tilganger) {}

    /** A live integration; empty when there is none of this id. */
    static Optional<Found> find(Connection c, UUID id) throws SQLException {
        return Optional.ofNullable(read(c, FIND.with("id", id)).get(id));
    }

    /** Every live integration. */
    static Map<UUID, Found> all(Connection c) throws SQLException {
        return read(c, ALL.call());
    }

    private static Map<UUID, Found> read(Connection c, Sql.Call call) throws SQLException {
        Map<UUID, Found> all = new HashMap<>();
        call.each(c, 0, row -> {
            UUID id = Columns.uuid(row, "id");
            Found found = all.get(id);
            if (found == null) {
                found = new Found(
                        row.getString("autorisert_organisasjon"),
                        row.getBytes("passord_salt"),
                        row.getBytes("passord_hash"),
                        new ArrayList<>());
                all.put(id, found);
            }
            String privilegium = row.getString("privilegium");
            if (privilegium != null) {
                found.tilganger()
                        .add(new Grant(
                                Privilegium.valueOf(privilegium),
                                Columns.uuidOrNull(row, "fiks_org_id"),
                                Columns.uuidOrNull(row, "konto_id")));
            }
        });
        return Map.copyOf(all);
    }

    /**
     * Makes an integration that may do nothing yet.
     *
     * @param owner the kommune that may change it; null for an operator's
     * @param password as {@link IntegrasjonPassword#generate} gives it; only its hash is kept
     */
    public static void create(
            Connection c, UUID id, String name, Organisasjonsnummer authorized, @Nullable UUID owner, String password)
            throws SQLException {
        byte[] salt = IntegrasjonPassword.newSalt();
        CREATE.with("id", id)
                .with("navn", name)
                .with("organisasjon", authorized.verdi())
                .with("fiksOrgId", owner)
                .with("salt", salt)
                .with("hash", IntegrasjonPassword.hash(salt, password))
                .run(c);
    }

    /** Replaces the password; the old one fails from the commit on. False when there is no live integration of this id. */
    public static boolean newPassword(Connection c, UUID id, String password) throws SQLException {
        byte[] salt = IntegrasjonPassword.newSalt();
        return PASSWORD.with("salt", salt)
                        .with("hash", IntegrasjonPassword.hash(salt, password))
                        .with("id", id)
                        .run(c)
                == 1;
    }

    /** Revokes it for good; false when there is no live one. */
    public static boolean withdraw(Connection c, UUID id) throws SQLException {
        return WITHDRAW.with("id", id).run(c) == 1;
    }

    /** The live integrations that have to do with this kommune. */
    public static List<Integrasjon> forFiksOrg(Connection c, UUID fiksOrgId) throws SQLException {
        Map<UUID, Integrasjon> found = new LinkedHashMap<>();
        FOR_FIKS_ORG.with("fiksOrgId", fiksOrgId).each(c, 0, r -> read(r, found));
        return List.copyOf(found.values());
    }

    private static void read(ResultSet r, Map<UUID, Integrasjon> found) throws SQLException {
        UUID id = Columns.uuid(r, "id");
        Integrasjon integrasjon = found.get(id);
        if (integrasjon == null) {
            integrasjon = new Integrasjon(
                    id,
                    r.getString("navn"),
                    r.getString("autorisert_organisasjon"),
                    r.getBoolean("egen"),
                    Columns.instant(r, "opprettet"),
                    new ArrayList<>());
            found.put(id, integrasjon);
        }
        String privilegium = r.getString("privilegium");
        if (privilegium != null) {
            integrasjon
                    .tilganger()
                    .add(new GivenGrant(
                            r.getLong("tilgang_id"),
                            Privilegium.valueOf(privilegium),
                            Columns.uuidOrNull(r, "konto_id"),
                            Columns.instant(r, "gitt")));
        }
    }
}
