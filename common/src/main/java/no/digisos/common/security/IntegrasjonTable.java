package no.digisos.common.security;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import no.digisos.common.identity.Organisasjonsnummer;
import org.jspecify.annotations.Nullable;

/** Every statement that makes, changes or revokes an integration (auth.md 1). Each works at the integration's next call. */
public final class IntegrasjonTable {
    private static final String CREATE = """
            INSERT INTO integrasjon (id, navn, autorisert_organisasjon, fiks_org_id, passord_salt, passord_hash)
            VALUES (?, ?, ?, ?, ?, ?)""";
    private static final String PASSWORD =
            "UPDATE integrasjon SET passord_salt = ?, passord_hash = ? WHERE id = ? AND tilbakekalt IS NULL";
    private static final String WITHDRAW =
            "UPDATE integrasjon SET tilbakekalt = digisos_now() WHERE id = ? AND tilbakekalt IS NULL";
    /** Those that the kommune made, and those of others that may do something for it. */
    private static final String FOR_FIKS_ORG = """
            SELECT i.id, i.navn, i.autorisert_organisasjon, i.fiks_org_id IS NOT DISTINCT FROM ? AS egen, i.opprettet,
                   t.id AS tilgang_id, t.privilegium, t.konto_id, t.gitt
              FROM integrasjon i
              LEFT JOIN tilgang t ON t.integrasjon_id = i.id AND t.fiks_org_id = ? AND t.tilbakekalt IS NULL
             WHERE i.tilbakekalt IS NULL AND (i.fiks_org_id = ? OR t.id IS NOT NULL)
             ORDER BY i.opprettet, i.id, t.id""";

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
        update(c, CREATE, id, name, authorized.verdi(), owner, salt, IntegrasjonPassword.hash(salt, password));
    }

    /** Replaces the password; the old one fails from the commit on. False when there is no live integration of this id. */
    public static boolean newPassword(Connection c, UUID id, String password) throws SQLException {
        byte[] salt = IntegrasjonPassword.newSalt();
        return update(c, PASSWORD, salt, IntegrasjonPassword.hash(salt, password), id);
    }

    /** Revokes it for good; false when there is no live one. */
    public static boolean withdraw(Connection c, UUID id) throws SQLException {
        return update(c, WITHDRAW, id);
    }

    /** The live integrations that have to do with this kommune. */
    public static List<Integrasjon> forFiksOrg(Connection c, UUID fiksOrgId) throws SQLException {
        try (PreparedStatement statement = c.prepareStatement(FOR_FIKS_ORG)) {
            for (int i = 1; i <= 3; i++) {
                statement.setObject(i, fiksOrgId);
            }
            try (ResultSet r = statement.executeQuery()) {
                Map<UUID, Integrasjon> found = new LinkedHashMap<>();
                while (r.next()) {
                    read(r, found);
                }
                return List.copyOf(found.values());
            }
        }
    }

    private static void read(ResultSet r, Map<UUID, Integrasjon> found) throws SQLException {
        UUID id = r.getObject("id", UUID.class);
        Integrasjon integrasjon = found.get(id);
        if (integrasjon == null) {
            integrasjon = new Integrasjon(
                    id,
                    r.getString("navn"),
                    r.getString("autorisert_organisasjon"),
                    r.getBoolean("egen"),
                    r.getObject("opprettet", OffsetDateTime.class).toInstant(),
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
                            r.getObject("konto_id", UUID.class),
                            r.getObject("gitt", OffsetDateTime.class).toInstant()));
        }
    }

    private static boolean update(Connection c, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = c.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement.executeUpdate() == 1;
        }
    }
}
