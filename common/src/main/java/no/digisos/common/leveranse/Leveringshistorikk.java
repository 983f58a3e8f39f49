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
import no.digisos.common.leveranse.Leveringsforlop.Hendelse;
import org.jspecify.annotations.Nullable;

/** How the shipments of a case have gone, from indexed rows alone: two queries. */
@ApplicationScoped
public class Leveringshistorikk {
    /** digisosId */
    private static final String SENDINGER = """
            SELECT l.*, i.type AS innsendingstype, i.nav_ekstern_ref_id, i.klage_id, i.mottatt
              FROM leveranse l JOIN innsending i ON i.id = l.innsending_id
             WHERE l.digisos_id = ? ORDER BY l.lopenummer""";

    /** digisosId */
    private static final String HENDELSER = """
            SELECT tidspunkt, hendelse, innsending_id, leveranse_id, (detalj ->> 'forsok')::integer, detalj ->> 'svarutStatus'
              FROM historikk WHERE digisos_id = ? ORDER BY id""";

    /** KS publishes these words also with the kind of shipment behind them (fiksio.md 9, contract.md 8). */
    private static final Set<String> MED_SLAG =
            Set.of("AKSEPTERT_FIKS", "SENDT_FIKS_IO", "SENDT_SVARUT", "FEILET_SVARUT");

    /** Handed out, and its data downloaded, for the first time: told by the row, since the queue writes no history of it. */
    private static final String UTLEVERT = "UTLEVERT";

    private static final String DATA_HENTET = "DATA_HENTET";
    private static final String SOKNAD = "SOKNAD";

    /**
     * A case's course.
     *
     * @param sendinger in the order of acceptance
     * @param sakshendelser what happened to the case outside its shipments
     */
    public record Historikk(List<Leveringsforlop> sendinger, List<Hendelse> sakshendelser) {}

    private record Sending(
            Leveranse leveranse,
            String type,
            String ref,
            @Nullable UUID klageId,
            Instant mottatt,
            @Nullable Instant forsteLeie) {}

    private record Rad(
            @Nullable UUID innsendingId, @Nullable UUID leveranseId, Hendelse hendelse) {}

    /** Reads it, in the caller's transaction. */
    public Historikk av(Connection c, UUID digisosId) throws SQLException {
        List<Sending> sendinger = Setning.alle(c, SENDINGER, Leveringshistorikk::sending, digisosId);
        List<Rad> rader = Setning.alle(c, HENDELSER, Leveringshistorikk::rad, digisosId);
        return new Historikk(
                sendinger.stream().map(s -> forlop(s, rader)).toList(),
                rader.stream()
                        .filter(rad -> rad.innsendingId() == null && rad.leveranseId() == null)
                        .map(Rad::hendelse)
                        .toList());
    }

    private static Leveringsforlop forlop(Sending sending, List<Rad> rader) {
        List<Hendelse> hendelser = new ArrayList<>();
        for (Rad rad : rader) {
            if (gjelder(rad, sending.leveranse())) {
                Hendelse h = rad.hendelse();
                hendelser.add(
                        new Hendelse(h.tidspunkt(), ord(h.hendelse(), sending.type()), h.forsok(), h.svarutStatus()));
            }
        }
        Optional.ofNullable(sending.forsteLeie())
                .ifPresent(tid -> hendelser.add(new Hendelse(tid, UTLEVERT, null, null)));
        Optional.ofNullable(sending.leveranse().forsteDataHentet())
                .ifPresent(tid -> hendelser.add(new Hendelse(tid, DATA_HENTET, null, null)));
        // Stable: what happened in one transaction keeps its order.
        hendelser.sort(Comparator.comparing(Hendelse::tidspunkt));
        return new Leveringsforlop(
                sending.type(),
                sending.ref(),
                sending.klageId(),
                sending.mottatt(),
                sending.leveranse(),
                List.copyOf(hendelser));
    }

    private static boolean gjelder(Rad rad, Leveranse leveranse) {
        return rad.leveranseId() == null
                ? leveranse.innsendingId().equals(rad.innsendingId())
                : leveranse.id().equals(rad.leveranseId());
    }

    /** The published word of an event of this kind of shipment. */
    static String ord(String hendelse, String type) {
        return MED_SLAG.contains(hendelse) && !type.equals(SOKNAD) ? hendelse + "_" + type : hendelse;
    }

    private static Sending sending(ResultSet r) throws SQLException {
        OffsetDateTime forsteLeie = r.getObject("forste_leie", OffsetDateTime.class);
        return new Sending(
                LeveranseRad.les(r),
                r.getString("innsendingstype"),
                r.getString("nav_ekstern_ref_id"),
                r.getObject("klage_id", UUID.class),
                r.getObject("mottatt", OffsetDateTime.class).toInstant(),
                forsteLeie == null ? null : forsteLeie.toInstant());
    }

    private static Rad rad(ResultSet r) throws SQLException {
        return new Rad(
                r.getObject(3, UUID.class),
                r.getObject(4, UUID.class),
                new Hendelse(
                        r.getObject(1, OffsetDateTime.class).toInstant(),
                        r.getString(2),
                        r.getObject(5, Integer.class),
                        r.getString(6)));
    }
}
