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
class Varselkasse {
    /** Most rows of the outbox in one mail. */
    private static final int MAKS_I_EN = 500;

    private static final String MOTTAKERE = """
            INSERT INTO varselmottaker (kommunenummer)
            SELECT DISTINCT v.kommunenummer FROM varsel v WHERE v.avsluttet IS NULL
            ON CONFLICT DO NOTHING""";

    private static final String TA = """
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

    private static final String LES = """
            SELECT id, slag, leveranse_id, antall, grunn FROM varsel
             WHERE kommunenummer = ? AND avsluttet IS NULL ORDER BY id LIMIT ?""";

    private static final String AVSLUTT =
            "UPDATE varsel SET avsluttet = digisos_now(), utfall = ? WHERE id = ANY (?) AND avsluttet IS NULL";

    private static final String NESTE = "UPDATE varselmottaker SET feil = ?,"
            + " sendes_tidligst = digisos_now() + ? * interval '1 millisecond' WHERE kommunenummer = ?";

    private final Transactions transactions;

    Varselkasse(Transactions transactions) {
        this.transactions = transactions;
    }

    /** The next kommune's mail; for this long nobody else gets it. Empty when there is none, or all rest. */
    Optional<Varselpakke> ta(Duration leie) {
        return transactions.inTransaction(c -> {
            try (PreparedStatement mottakere = c.prepareStatement(MOTTAKERE)) {
                mottakere.executeUpdate();
            }
            try (PreparedStatement ta = c.prepareStatement(TA)) {
                ta.setLong(1, leie.toMillis());
                try (ResultSet r = ta.executeQuery()) {
                    return r.next() ? Optional.of(pakke(c, r)) : Optional.<Varselpakke>empty();
                }
            }
        });
    }

    /** Sent: the kommune rests. */
    void sendt(Varselpakke pakke, Duration mellomrom) {
        avslutt(pakke, "SENDT", mellomrom);
    }

    /** Given up for good; the kommune rests as after a mail. */
    void oppgitt(Varselpakke pakke, Duration mellomrom) {
        avslutt(pakke, "OPPGITT", mellomrom);
    }

    /** Not sent; again after the wait. */
    void feilet(Varselpakke pakke, Duration vent) {
        transactions.autoCommit(c -> neste(c, pakke, pakke.feil() + 1, vent));
    }

    private void avslutt(Varselpakke pakke, String utfall, Duration mellomrom) {
        transactions.inTransaction(c -> {
            try (PreparedStatement s = c.prepareStatement(AVSLUTT)) {
                s.setString(1, utfall);
                s.setArray(
                        2,
                        c.createArrayOf(
                                "bigint",
                                pakke.varsler().stream().map(Varsel::id).toArray()));
                s.executeUpdate();
            }
            return neste(c, pakke, 0, mellomrom);
        });
    }

    private static int neste(Connection c, Varselpakke pakke, int feil, Duration vent) throws SQLException {
        try (PreparedStatement s = c.prepareStatement(NESTE)) {
            s.setInt(1, feil);
            s.setLong(2, vent.toMillis());
            s.setString(3, pakke.kommunenummer());
            return s.executeUpdate();
        }
    }

    private static Varselpakke pakke(Connection c, ResultSet r) throws SQLException {
        String kommunenummer = r.getString(1);
        List<Varsel> varsler = new ArrayList<>();
        try (PreparedStatement s = c.prepareStatement(LES)) {
            s.setString(1, kommunenummer);
            s.setInt(2, MAKS_I_EN);
            try (ResultSet v = s.executeQuery()) {
                while (v.next()) {
                    @Nullable UUID leveranseId = v.getObject(3, UUID.class);
                    varsler.add(new Varsel(
                            v.getLong(1),
                            Varsel.Slag.valueOf(v.getString(2)),
                            leveranseId,
                            v.getInt(4),
                            v.getString(5)));
                }
            }
        }
        List<String> adresser = Arrays.asList((String[]) r.getArray(3).getArray());
        return new Varselpakke(kommunenummer, r.getString(2), List.copyOf(adresser), r.getInt(4), List.copyOf(varsler));
    }
}
