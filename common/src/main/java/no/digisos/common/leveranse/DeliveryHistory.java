package no.digisos.common.leveranse;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import no.digisos.common.database.Sql;
import no.digisos.common.leveranse.DeliveryCourse.Hendelse;
import org.jspecify.annotations.Nullable;

/** How the shipments of a case have gone, from indexed rows alone: two queries. */
@ApplicationScoped
public class DeliveryHistory {
    static final Sql SENDINGS = Sql.of("""
            SELECT l.*, i.type AS innsendingstype, i.nav_ekstern_ref_id, i.klage_id, i.mottatt
              FROM leveranse l JOIN innsending i ON i.id = l.innsending_id
             WHERE l.digisos_id = :digisosId ORDER BY l.lopenummer""");

    static final Sql HENDELSER = Sql.of("""
            SELECT tidspunkt, hendelse, innsending_id, leveranse_id, (detalj ->> 'forsok')::integer, detalj ->> 'svarutStatus'
              FROM historikk WHERE digisos_id = :digisosId ORDER BY id""");

    /** KS publishes these words also with the kind of shipment behind them (fiksio.md 9, contract.md 8). */
    private static final Set<String> WITH_KIND =
            Set.of("AKSEPTERT_FIKS", "SENDT_FIKS_IO", "SENDT_SVARUT", "FEILET_SVARUT");

    /** Handed out, and its data downloaded, for the first time: told by the row, since the queue writes no history of it. */
    private static final String HANDED_OUT = "UTLEVERT";

    private static final String DATA_FETCHED = "DATA_HENTET";
    private static final String SOKNAD = "SOKNAD";

    /**
     * A case's course.
     *
     * @param sendinger in the order of acceptance
     * @param sakshendelser what happened to the case outside its shipments
     */
    public record History(List<DeliveryCourse> sendinger, List<Hendelse> sakshendelser) {}

    private record Sending(
            Leveranse leveranse,
            String type,
            String ref,
            @Nullable UUID klageId,
            Instant mottatt,
            @Nullable Instant forsteLeie) {}

    private record Row(
            @Nullable UUID innsendingId, @Nullable UUID leveranseId, Hendelse hendelse) {}

    /** Reads it, in the caller's transaction. */
    public History of(Connection c, UUID digisosId) throws SQLException {
        List<Sending> sendings = SENDINGS.with("digisosId", digisosId).all(c, DeliveryHistory::sending);
        List<Row> rows = HENDELSER.with("digisosId", digisosId).all(c, DeliveryHistory::row);
        return new History(
                sendings.stream().map(s -> course(s, rows)).toList(),
                rows.stream()
                        .filter(row -> row.innsendingId() == null && row.leveranseId() == null)
                        .map(Row::hendelse)
                        .toList());
    }

    private static DeliveryCourse course(Sending sending, List<Row> rows) {
        List<Hendelse> hendelser = new ArrayList<>();
        for (Row row : rows) {
            if (applies(row, sending.leveranse())) {
                Hendelse h = row.hendelse();
                hendelser.add(
                        new Hendelse(h.tidspunkt(), word(h.hendelse(), sending.type()), h.forsok(), h.svarutStatus()));
            }
        }
        Optional.ofNullable(sending.forsteLeie())
                .ifPresent(time -> hendelser.add(new Hendelse(time, HANDED_OUT, null, null)));
        Optional.ofNullable(sending.leveranse().forsteDataHentet())
                .ifPresent(time -> hendelser.add(new Hendelse(time, DATA_FETCHED, null, null)));
        // Stable: what happened in one transaction keeps its order.
        hendelser.sort(Comparator.comparing(Hendelse::tidspunkt));
        return new DeliveryCourse(
                sending.type(),
                sending.ref(),
                sending.klageId(),
                sending.mottatt(),
                sending.leveranse(),
                List.copyOf(hendelser));
    }

    private static boolean applies(Row row, Leveranse leveranse) {
        return row.leveranseId() == null
                ? leveranse.innsendingId().equals(row.innsendingId())
                : leveranse.id().equals(row.leveranseId());
    }

    /** The published word of an event of this kind of shipment. */
    static String word(String hendelse, String type) {
        return WITH_KIND.contains(hendelse) && !type.equals(SOKNAD) ? hendelse + "_" + type : hendelse;
    }

    private static Sending sending(ResultSet r) throws SQLException {
        OffsetDateTime firstLease = r.getObject("forste_leie", OffsetDateTime.class);
        return new Sending(
                LeveranseRow.read(r),
                r.getString("innsendingstype"),
                r.getString("nav_ekstern_ref_id"),
                r.getObject("klage_id", UUID.class),
                r.getObject("mottatt", OffsetDateTime.class).toInstant(),
                firstLease == null ? null : firstLease.toInstant());
    }

    private static Row row(ResultSet r) throws SQLException {
        return new Row(
                r.getObject(3, UUID.class),
                r.getObject(4, UUID.class),
                new Hendelse(
                        r.getObject(1, OffsetDateTime.class).toInstant(),
                        r.getString(2),
                        r.getObject(5, Integer.class),
                        r.getString(6)));
    }
}
