package no.digisos.common.leveranse;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import no.digisos.common.database.Sql;
import org.jspecify.annotations.Nullable;

/** How it goes with each kommune's deliveries, under each of its numbers: two index ranges per number. */
@ApplicationScoped
public class DeliveryOverview {
    private static final String PER_KOMMUNE = """
            SELECT n.nummer, k.navn, k.fiks_org_id, u.venter, u.i_ko, u.til_svarut, u.stoppet, u.eldste,
                   floor(extract(epoch FROM digisos_now() - u.eldste))::bigint, v.antall, v.falt, v.siste_kvittering,
                   v.siste_leie
              FROM kommunenummer n
              JOIN kommune k ON k.fiks_org_id = n.fiks_org_id
             CROSS JOIN LATERAL (
                   SELECT count(*) AS venter, min(opprettet) AS eldste,
                          count(*) FILTER (WHERE %s) AS i_ko,
                          count(*) FILTER (WHERE %s) AS til_svarut,
                          count(*) FILTER (WHERE tilstand = 'STOPPET') AS stoppet
                     FROM leveranse l
                    WHERE l.kommunenummer = n.nummer
                      AND l.%s) u
             CROSS JOIN LATERAL (
                   SELECT count(*) AS antall,
                          count(*) FILTER (WHERE l.trukket IS NOT NULL
                                             AND l.aarsak NOT IN ('INGEN_KONTO', 'SERTIFIKAT_UTLOPT')) AS falt,
                          max(l.bekreftet) AS siste_kvittering, max(l.siste_leie) AS siste_leie
                     FROM leveranse l
                    WHERE l.kommunenummer = n.nummer AND l.opprettet > digisos_now() - :window * interval '1 microsecond') v
            """.formatted(
                    LeveranseState.sqlIn(LeveranseState::beforeWithdrawal),
                    LeveranseState.sqlIn(LeveranseState::onWayToSvarUt),
                    LeveranseSql.UNDECIDED);

    static final Sql ALL = Sql.of(PER_KOMMUNE + " ORDER BY n.nummer");
    static final Sql FOR_FIKS_ORG = Sql.of(PER_KOMMUNE + " WHERE k.fiks_org_id = ANY (:fiksOrgIds) ORDER BY n.nummer");

    /**
     * One kommune.
     *
     * @param venter shipments that are accepted and neither receipted nor taken over by SvarUt
     * @param iKo of these, in the queue or behind another in the same case
     * @param tilSvarut of these, on their way to SvarUt
     * @param stoppet of these, for a human to decide on
     * @param eldste when the oldest of them was accepted
     * @param eldsteSekunder since then, by the database's clock
     * @param mottatt accepted in the window
     * @param falt of these, taken out of the queue: not receipted in time, rejected, or the konto closed
     * @param sisteKvittering the last receipt for something accepted in the window
     * @param sisteLeie the last time that something accepted in the window was handed out
     */
    public record KommuneSnapshot(
            String kommunenummer,
            String navn,
            UUID fiksOrgId,
            long venter,
            long iKo,
            long tilSvarut,
            long stoppet,
            @Nullable Instant eldste,
            @Nullable Long eldsteSekunder,
            long mottatt,
            long falt,
            @Nullable Instant sisteKvittering,
            @Nullable Instant sisteLeie) {}

    /** Every kommune, by number. */
    public List<KommuneSnapshot> all(Connection c, Duration window) throws SQLException {
        return ALL.with("window", window).all(c, DeliveryOverview::read);
    }

    /** The kommuner that are these fiksOrg, by number. */
    public List<KommuneSnapshot> forFiksOrg(Connection c, Duration window, Collection<UUID> fiksOrgIds)
            throws SQLException {
        return FOR_FIKS_ORG
                .with("window", window)
                .with("fiksOrgIds", fiksOrgIds.toArray(UUID[]::new))
                .all(c, DeliveryOverview::read);
    }

    private static KommuneSnapshot read(ResultSet r) throws SQLException {
        return new KommuneSnapshot(
                r.getString(1),
                r.getString(2),
                r.getObject(3, UUID.class),
                r.getLong(4),
                r.getLong(5),
                r.getLong(6),
                r.getLong(7),
                time(r, 8),
                r.getObject(9, Long.class),
                r.getLong(10),
                r.getLong(11),
                time(r, 12),
                time(r, 13));
    }

    private static @Nullable Instant time(ResultSet r, int column) throws SQLException {
        OffsetDateTime time = r.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
