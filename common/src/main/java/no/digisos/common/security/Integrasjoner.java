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
public final class Integrasjoner {
    private static final String OPPRETT = """
            INSERT INTO integrasjon (id, navn, autorisert_organisasjon, fiks_org_id, passord_salt, passord_hash)
            VALUES (?, ?, ?, ?, ?, ?)""";
    private static final String PASSORD =
            "UPDATE integrasjon SET passord_salt = ?, passord_hash = ? WHERE id = ? AND tilbakekalt IS NULL";
    private static final String TREKK =
            "UPDATE integrasjon SET tilbakekalt = digisos_now() WHERE id = ? AND tilbakekalt IS NULL";
    /** Those that the kommune made, and those of others that may do something for it. */
    private static final String FOR_FIKS_ORG = """
            SELECT i.id, i.navn, i.autorisert_organisasjon, i.fiks_org_id IS NOT DISTINCT FROM ? AS egen, i.opprettet,
                   t.id AS tilgang_id, t.privilegium, t.konto_id, t.gitt
              FROM integrasjon i
              LEFT JOIN tilgang t ON t.integrasjon_id = i.id AND t.fiks_org_id = ? AND t.tilbakekalt IS NULL
             WHERE i.tilbakekalt IS NULL AND (i.fiks_org_id = ? OR t.id IS NOT NULL)
             ORDER BY i.opprettet, i.id, t.id""";

    private Integrasjoner() {}

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
            List<GittTilgang> tilganger) {}

    /**
     * A live grant on a kommune.
     *
     * @param kontoId the konto that it is limited to, or null for all of the kommune's
     */
    public record GittTilgang(
            long id, Privilegium privilegium, @Nullable UUID kontoId, Instant gitt) {}

    /**
     * Makes an integration that may do nothing yet.
     *
     * @param eier the kommune that may change it; null for an operator's
     * @param passord as {@link IntegrasjonPassord#generer} gives it; only its hash is kept
     */
    public static void opprett(
            Connection c, UUID id, String navn, Organisasjonsnummer autorisert, @Nullable UUID eier, String passord)
            throws SQLException {
        byte[] salt = IntegrasjonPassord.nyttSalt();
        oppdater(c, OPPRETT, id, navn, autorisert.verdi(), eier, salt, IntegrasjonPassord.hash(salt, passord));
    }

    /** Replaces the password; the old one fails from the commit on. False when there is no live integration of this id. */
    public static boolean nyttPassord(Connection c, UUID id, String passord) throws SQLException {
        byte[] salt = IntegrasjonPassord.nyttSalt();
        return oppdater(c, PASSORD, salt, IntegrasjonPassord.hash(salt, passord), id);
    }

    /** Revokes it for good; false when there is no live one. */
    public static boolean trekk(Connection c, UUID id) throws SQLException {
        return oppdater(c, TREKK, id);
    }

    /** The live integrations that have to do with this kommune. */
    public static List<Integrasjon> forFiksOrg(Connection c, UUID fiksOrgId) throws SQLException {
        try (PreparedStatement statement = c.prepareStatement(FOR_FIKS_ORG)) {
            for (int i = 1; i <= 3; i++) {
                statement.setObject(i, fiksOrgId);
            }
            try (ResultSet r = statement.executeQuery()) {
                Map<UUID, Integrasjon> funnet = new LinkedHashMap<>();
                while (r.next()) {
                    les(r, funnet);
                }
                return List.copyOf(funnet.values());
            }
        }
    }

    private static void les(ResultSet r, Map<UUID, Integrasjon> funnet) throws SQLException {
        UUID id = r.getObject("id", UUID.class);
        Integrasjon integrasjon = funnet.get(id);
        if (integrasjon == null) {
            integrasjon = new Integrasjon(
                    id,
                    r.getString("navn"),
                    r.getString("autorisert_organisasjon"),
                    r.getBoolean("egen"),
                    r.getObject("opprettet", OffsetDateTime.class).toInstant(),
                    new ArrayList<>());
            funnet.put(id, integrasjon);
        }
        String privilegium = r.getString("privilegium");
        if (privilegium != null) {
            integrasjon
                    .tilganger()
                    .add(new GittTilgang(
                            r.getLong("tilgang_id"),
                            Privilegium.valueOf(privilegium),
                            r.getObject("konto_id", UUID.class),
                            r.getObject("gitt", OffsetDateTime.class).toInstant()));
        }
    }

    private static boolean oppdater(Connection c, String sql, @Nullable Object... verdier) throws SQLException {
        try (PreparedStatement statement = c.prepareStatement(sql)) {
            for (int i = 0; i < verdier.length; i++) {
                statement.setObject(i + 1, verdier[i]);
            }
            return statement.executeUpdate() == 1;
        }
    }
}
