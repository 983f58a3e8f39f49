package no.digisos.common.security;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import no.digisos.common.crypto.BlindIndex;
import no.digisos.common.database.Sql;
import org.jspecify.annotations.Nullable;

/** Every statement that gives or takes a grant. Each works at the next call of whoever has it. */
public final class Grants {
    /** Gives nothing that is there already, so that one revocation takes it. */
    static final Sql GIVE = Sql.of("""
            INSERT INTO tilgang (integrasjon_id, privilegium, fiks_org_id, konto_id)
            SELECT ny.integrasjon_id, ny.privilegium, ny.fiks_org_id, ny.konto_id
              FROM (SELECT :integrasjonId::uuid AS integrasjon_id, :privilegium::text AS privilegium,
                           :fiksOrgId::uuid AS fiks_org_id, :kontoId::uuid AS konto_id) ny
             WHERE NOT EXISTS (SELECT FROM tilgang t
                     WHERE t.integrasjon_id = ny.integrasjon_id AND t.privilegium = ny.privilegium
                       AND t.fiks_org_id IS NOT DISTINCT FROM ny.fiks_org_id
                       AND t.konto_id IS NOT DISTINCT FROM ny.konto_id AND t.tilbakekalt IS NULL)
            RETURNING id""");

    static final Sql WITHDRAW = Sql.of("""
            UPDATE tilgang SET tilbakekalt = digisos_now()
             WHERE id = :tilgangId AND integrasjon_id = :integrasjonId AND fiks_org_id = :fiksOrgId
               AND tilbakekalt IS NULL""");

    static final Sql GIVE_ADMIN = Sql.of("""
            INSERT INTO tilgang (person_indeks_nokkel, person_indeks, privilegium, fiks_org_id)
            VALUES (:nokkel, :indeks, 'ADMIN', :fiksOrgId)""");

    static final Sql WITHDRAW_ADMIN = Sql.of("""
            UPDATE tilgang SET tilbakekalt = digisos_now()
             WHERE person_indeks = ANY (:indekser) AND privilegium = 'ADMIN' AND fiks_org_id = :fiksOrgId
               AND tilbakekalt IS NULL""");

    static final Sql ADMIN_FOR = Sql.of("""
            SELECT DISTINCT fiks_org_id FROM tilgang
             WHERE person_indeks = ANY (:indekser) AND privilegium = 'ADMIN' AND tilbakekalt IS NULL""");

    static final Sql COUNT_ADMIN = Sql.of("""
            SELECT count(DISTINCT person_indeks) FROM tilgang
             WHERE privilegium = 'ADMIN' AND fiks_org_id = :fiksOrgId AND tilbakekalt IS NULL""");

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
        return GIVE.with("integrasjonId", integrasjonId)
                .with("privilegium", privilegium)
                .with("fiksOrgId", fiksOrgId)
                .with("kontoId", kontoId)
                .one(c, row -> row.getLong("id"));
    }

    /** Takes a grant of this integration on this kommune; false when there is no such live one. */
    public static boolean withdraw(Connection c, long tilgangId, UUID integrasjonId, UUID fiksOrgId)
            throws SQLException {
        return WITHDRAW.with("tilgangId", tilgangId)
                        .with("integrasjonId", integrasjonId)
                        .with("fiksOrgId", fiksOrgId)
                        .run(c)
                == 1;
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
        return GIVE_ADMIN
                        .with("nokkel", person.getFirst().version())
                        .with("indeks", person.getFirst().value())
                        .with("fiksOrgId", fiksOrgId)
                        .run(c)
                == 1;
    }

    /** Takes the person's ADMIN grant on the kommune; false when there is none. */
    public static boolean withdrawAdmin(Connection c, List<BlindIndex.Value> person, UUID fiksOrgId)
            throws SQLException {
        return WITHDRAW_ADMIN
                        .with("indekser", values(person))
                        .with("fiksOrgId", fiksOrgId)
                        .run(c)
                > 0;
    }

    /** The kommuner, as fiksOrg, that the person administers. */
    public static Set<UUID> adminFor(Connection c, List<BlindIndex.Value> person) throws SQLException {
        return Set.copyOf(ADMIN_FOR.with("indekser", values(person)).ids(c));
    }

    /** How many persons administer the kommune. */
    public static int countAdmin(Connection c, UUID fiksOrgId) throws SQLException {
        return COUNT_ADMIN.with("fiksOrgId", fiksOrgId).only(c, row -> row.getInt(1));
    }

    /** The driver takes an array of arrays of octets, and no array of objects that are. */
    private static byte[][] values(List<BlindIndex.Value> person) {
        return person.stream().map(BlindIndex.Value::value).toArray(byte[][]::new);
    }
}
