package no.digisos.common.security;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import no.digisos.common.crypto.BlindIndex;
import org.jspecify.annotations.Nullable;

/** Every statement that gives or takes a grant. Each works at the next call of whoever has it. */
public final class Grants {
    /** Gives nothing that is there already, so that one revocation takes it. */
    private static final String GIVE = """
            INSERT INTO tilgang (integrasjon_id, privilegium, fiks_org_id, konto_id)
            SELECT ny.integrasjon_id, ny.privilegium, ny.fiks_org_id, ny.konto_id
              FROM (SELECT ?::uuid AS integrasjon_id, ?::text AS privilegium, ?::uuid AS fiks_org_id, ?::uuid AS konto_id) ny
             WHERE NOT EXISTS (SELECT FROM tilgang t
                     WHERE t.integrasjon_id = ny.integrasjon_id AND t.privilegium = ny.privilegium
                       AND t.fiks_org_id IS NOT DISTINCT FROM ny.fiks_org_id
                       AND t.konto_id IS NOT DISTINCT FROM ny.konto_id AND t.tilbakekalt IS NULL)
            RETURNING id""";

    private static final String WITHDRAW = """
            UPDATE tilgang SET tilbakekalt = digisos_now()
             WHERE id = ? AND integrasjon_id = ? AND fiks_org_id = ? AND tilbakekalt IS NULL""";
    private static final String GIVE_ADMIN = """
            INSERT INTO tilgang (person_indeks_nokkel, person_indeks, privilegium, fiks_org_id) VALUES (?, ?, 'ADMIN', ?)""";
    private static final String WITHDRAW_ADMIN = """
            UPDATE tilgang SET tilbakekalt = digisos_now()
             WHERE person_indeks = ANY (?) AND privilegium = 'ADMIN' AND fiks_org_id = ? AND tilbakekalt IS NULL""";
    private static final String ADMIN_FOR = """
            SELECT DISTINCT fiks_org_id FROM tilgang
             WHERE person_indeks = ANY (?) AND privilegium = 'ADMIN' AND tilbakekalt IS NULL""";
    private static final String COUNT_ADMIN = """
            SELECT count(DISTINCT person_indeks) FROM tilgang
             WHERE privilegium = 'ADMIN' AND fiks_org_id = ? AND tilbakekalt IS NULL""";

    private Grants() {}

    /**
     * Gives an integration a grant; empty when it has it already.
     *
     * @param fiksOrgId null for all
     * @param kontoId null for all of the fiksOrg
     * @return the grant's id
     * @throws IllegalArgumentException when the grant cannot be so wide or so narrow ({@link Privilegium})
     */
    public static Optional<Long> give(
            Connection c, UUID integrasjonId, Privilegium privilegium, @Nullable UUID fiksOrgId, @Nullable UUID kontoId)
            throws SQLException {
        boolean meaningless = privilegium == Privilegium.ADMIN
                || (fiksOrgId == null ? privilegium.mustBeLimited() : !privilegium.canBeLimited())
                || (kontoId != null && privilegium != Privilegium.FAGSYSTEM);
        if (meaningless) {
            throw new IllegalArgumentException(privilegium + " cannot be given to an integration "
                    + (fiksOrgId == null ? "on all kommuner" : "on one " + (kontoId == null ? "kommune" : "konto")));
        }
        try (PreparedStatement statement = c.prepareStatement(GIVE)) {
            statement.setObject(1, integrasjonId);
            statement.setString(2, privilegium.name());
            statement.setObject(3, fiksOrgId);
            statement.setObject(4, kontoId);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
            }
        }
    }

    /** Takes a grant of this integration on this kommune; false when there is no such live one. */
    public static boolean withdraw(Connection c, long tilgangId, UUID integrasjonId, UUID fiksOrgId)
            throws SQLException {
        try (PreparedStatement statement = c.prepareStatement(WITHDRAW)) {
            statement.setLong(1, tilgangId);
            statement.setObject(2, integrasjonId);
            statement.setObject(3, fiksOrgId);
            return statement.executeUpdate() == 1;
        }
    }

    /**
     * Makes a person the kommune's administrator; false when the person is one already.
     *
     * @param person all of the person's places in the index, the active one first
     */
    public static boolean giveAdmin(Connection c, List<BlindIndex.Value> person, UUID fiksOrgId) throws SQLException {
        if (adminFor(c, person).contains(fiksOrgId)) {
            return false;
        }
        try (PreparedStatement statement = c.prepareStatement(GIVE_ADMIN)) {
            statement.setString(1, person.getFirst().version());
            statement.setBytes(2, person.getFirst().value());
            statement.setObject(3, fiksOrgId);
            return statement.executeUpdate() == 1;
        }
    }

    /** Takes the person's ADMIN grant on the kommune; false when there is none. */
    public static boolean withdrawAdmin(Connection c, List<BlindIndex.Value> person, UUID fiksOrgId)
            throws SQLException {
        try (PreparedStatement statement = c.prepareStatement(WITHDRAW_ADMIN)) {
            statement.setArray(1, c.createArrayOf("bytea", values(person)));
            statement.setObject(2, fiksOrgId);
            return statement.executeUpdate() > 0;
        }
    }

    /** The kommuner, as fiksOrg, that the person administers. */
    public static Set<UUID> adminFor(Connection c, List<BlindIndex.Value> person) throws SQLException {
        try (PreparedStatement statement = c.prepareStatement(ADMIN_FOR)) {
            statement.setArray(1, c.createArrayOf("bytea", values(person)));
            try (ResultSet row = statement.executeQuery()) {
                Set<UUID> fiksOrgs = new HashSet<>();
                while (row.next()) {
                    fiksOrgs.add(row.getObject(1, UUID.class));
                }
                return Set.copyOf(fiksOrgs);
            }
        }
    }

    /** How many persons administer the kommune. */
    public static int countAdmin(Connection c, UUID fiksOrgId) throws SQLException {
        try (PreparedStatement statement = c.prepareStatement(COUNT_ADMIN)) {
            statement.setObject(1, fiksOrgId);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    /** The driver takes an array of arrays of octets, and no array of objects that are. */
    private static byte[][] values(List<BlindIndex.Value> person) {
        return person.stream().map(BlindIndex.Value::value).toArray(byte[][]::new);
    }
}
