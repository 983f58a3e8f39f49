package no.digisos.fallback.varsel;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import no.digisos.common.database.Transactions;
import org.jspecify.annotations.Nullable;

/**
 * The outbox. A kommune's mail is taken by moving its row's {@code sendes_tidligst}, so any number of instances send each mail
 * once; one that dies with a mail in its hands lets the next send it, perhaps again.
 */
@ApplicationScoped
class VarselOutbox {
    /** Most rows of the outbox in one mail. */
    private static final int MAX_IN_ONE = 500;

    private static final String RECIPIENTS = """
            INSERT INTO varselmottaker (kommunenummer)
            SELECT DISTINCT v.kommunenummer FROM varsel v WHERE v.avsluttet IS NULL
            ON CONFLICT DO NOTHING""";

    private static final String TAKE = """
            WITH valgt AS MATERIALIZED (
                SELECT m.kommunenummer FROM varselmottaker m
                 WHERE m.sendes_tidligst <= digisos_now()
                   AND EXISTS (SELECT FROM varsel v WHERE v.kommunenummer = m.kommunenummer AND v.avsluttet IS NULL)
                 ORDER BY m.sendes_tidligst LIMIT 1 FOR UPDATE OF m SKIP LOCKED)
            UPDATE varselmottaker m SET sendes_tidligst = digisos_now() + ? * interval '1 millisecond'
              FROM valgt LEFT JOIN kommunenummer n ON n.nummer = valgt.kommunenummer
                         LEFT JOIN kommune k ON k.fiks_org_id = n.fiks_org_id
             WHERE m.kommunenummer = valgt.kommunenummer
            RETURNING m.kommunenummer, coalesce(k.navn, m.kommunenummer),
                      coalesce(k.teknisk_ansvarlig_epost, '{}'), m.feil""";

    private static final String READ = """
            SELECT id, slag, leveranse_id, antall, grunn FROM varsel
             WHERE kommunenummer = ? AND avsluttet IS NULL ORDER BY id LIMIT ?""";

    private static final String FINISH =
            "UPDATE varsel SET avsluttet = digisos_now(), utfall = ? WHERE id = ANY (?) AND avsluttet IS NULL";

    private static final String NEXT = "UPDATE varselmottaker SET feil = ?,"
            + " sendes_tidligst = digisos_now() + ? * interval '1 millisecond' WHERE kommunenummer = ?";

    private final Transactions transactions;

    VarselOutbox(Transactions transactions) {
        this.transactions = transactions;
    }

    /** The next kommune's mail; for this long nobody else gets it. Empty when there is none, or all rest. */
    Optional<VarselBundle> take(Duration lease) {
        return transactions.inTransaction(c -> {
            try (PreparedStatement recipients = c.prepareStatement(RECIPIENTS)) {
                recipients.executeUpdate();
            }
            try (PreparedStatement take = c.prepareStatement(TAKE)) {
                take.setLong(1, lease.toMillis());
                try (ResultSet r = take.executeQuery()) {
                    return r.next() ? Optional.of(bundle(c, r)) : Optional.<VarselBundle>empty();
                }
            }
        });
    }

    /** Sent: the kommune rests. */
    void sent(VarselBundle bundle, Duration interval) {
        finish(bundle, "SENDT", interval);
    }

    /** Given up for good; the kommune rests as after a mail. */
    void stated(VarselBundle bundle, Duration interval) {
        finish(bundle, "OPPGITT", interval);
    }

    /** Not sent; again after the wait. */
    void feilet(VarselBundle bundle, Duration pause) {
        transactions.autoCommit(c -> next(c, bundle, bundle.feil() + 1, pause));
    }

    private void finish(VarselBundle bundle, String outcome, Duration interval) {
        transactions.inTransaction(c -> {
            try (PreparedStatement s = c.prepareStatement(FINISH)) {
                s.setString(1, outcome);
                s.setArray(
                        2,
                        c.createArrayOf(
                                "bigint",
                                bundle.varsler().stream().map(Varsel::id).toArray()));
                s.executeUpdate();
            }
            return next(c, bundle, 0, interval);
        });
    }

    private static int next(Connection c, VarselBundle bundle, int failure, Duration pause) throws SQLException {
        try (PreparedStatement s = c.prepareStatement(NEXT)) {
            s.setInt(1, failure);
            s.setLong(2, pause.toMillis());
            s.setString(3, bundle.kommunenummer());
            return s.executeUpdate();
        }
    }

    private static VarselBundle bundle(Connection c, ResultSet r) throws SQLException {
        String kommunenummer = r.getString(1);
        List<Varsel> varsler = new ArrayList<>();
        try (PreparedStatement s = c.prepareStatement(READ)) {
            s.setString(1, kommunenummer);
            s.setInt(2, MAX_IN_ONE);
            try (ResultSet v = s.executeQuery()) {
                while (v.next()) {
                    @Nullable UUID leveranseId = v.getObject(3, UUID.class);
                    varsler.add(new Varsel(
                            v.getLong(1),
                            Varsel.Kind.valueOf(v.getString(2)),
                            leveranseId,
                            v.getInt(4),
                            v.getString(5)));
                }
            }
        }
        List<String> addresses = Arrays.asList((String[]) r.getArray(3).getArray());
        return new VarselBundle(
                kommunenummer, r.getString(2), List.copyOf(addresses), r.getInt(4), List.copyOf(varsler));
    }
}
