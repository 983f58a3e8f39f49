package no.digisos.common.leveranse;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import no.digisos.common.database.Sql;
import no.digisos.common.database.Transactions;

/**
 * The outbox. A kommune's mail is taken by moving its row's {@code sendes_tidligst}, so any number of instances send each mail
 * once; one that dies with a mail in its hands lets the next send it, perhaps again.
 */
@ApplicationScoped
public class VarselOutbox {
    /** Most rows of the outbox in one mail. */
    private static final int MAX_IN_ONE = 500;

    static final Sql RECIPIENTS = Sql.of("""
            INSERT INTO varselmottaker (kommunenummer)
            SELECT DISTINCT v.kommunenummer FROM varsel v WHERE v.avsluttet IS NULL
            ON CONFLICT DO NOTHING""");

    static final Sql TAKE = Sql.of("""
            WITH valgt AS MATERIALIZED (
                SELECT m.kommunenummer FROM varselmottaker m
                 WHERE m.sendes_tidligst <= digisos_now()
                   AND EXISTS (SELECT FROM varsel v WHERE v.kommunenummer = m.kommunenummer AND v.avsluttet IS NULL)
                 ORDER BY m.sendes_tidligst LIMIT 1 FOR UPDATE OF m SKIP LOCKED)
            UPDATE varselmottaker m SET sendes_tidligst = digisos_now() + :lease * interval '1 microsecond'
              FROM valgt LEFT JOIN kommunenummer n ON n.nummer = valgt.kommunenummer
                         LEFT JOIN kommune k ON k.fiks_org_id = n.fiks_org_id
             WHERE m.kommunenummer = valgt.kommunenummer
            RETURNING m.kommunenummer, coalesce(k.navn, m.kommunenummer),
                      coalesce(k.teknisk_ansvarlig_epost, '{}'), m.feil""");

    static final Sql READ = Sql.of("""
            SELECT id, slag, leveranse_id, antall, grunn FROM varsel
             WHERE kommunenummer = :kommunenummer AND avsluttet IS NULL ORDER BY id LIMIT :limit""");

    static final Sql FINISH = Sql.of("""
            UPDATE varsel SET avsluttet = digisos_now(), utfall = :utfall
             WHERE id = ANY (:ids) AND avsluttet IS NULL""");

    static final Sql NEXT = Sql.of("""
            UPDATE varselmottaker SET feil = :failures, sendes_tidligst = digisos_now() + :wait * interval '1 microsecond'
             WHERE kommunenummer = :kommunenummer""");

    /** Mails that were never sent, because there is no mail server or it was away for days. */
    static final Sql GIVE_UP_OLD = Sql.of("""
            UPDATE varsel SET avsluttet = digisos_now(), utfall = 'OPPGITT'
             WHERE avsluttet IS NULL AND opprettet < digisos_now() - :age * interval '1 microsecond'""");

    static final Sql DELETE_OLD = Sql.of("""
            WITH valgt AS MATERIALIZED (
                SELECT id FROM varsel WHERE opprettet < digisos_now() - :age * interval '1 microsecond'
                 ORDER BY opprettet LIMIT :limit FOR UPDATE SKIP LOCKED)
            DELETE FROM varsel v USING valgt WHERE v.id = valgt.id""");

    private final Transactions transactions;

    public VarselOutbox(Transactions transactions) {
        this.transactions = transactions;
    }

    /** The next kommune's mail; for this long nobody else gets it. Empty when there is none, or all rest. */
    public Optional<VarselBundle> take(Duration lease) {
        return transactions.inTransaction(c -> {
            RECIPIENTS.call().run(c);
            Optional<VarselBundle> bundle = TAKE.with("lease", lease).one(c, VarselOutbox::recipient);
            return bundle.isEmpty() ? bundle : Optional.of(filled(c, bundle.get()));
        });
    }

    /** Sent: the kommune rests. */
    public void sent(VarselBundle bundle, Duration interval) {
        finish(bundle, "SENDT", interval);
    }

    /** Given up for good; the kommune rests as after a mail. */
    public void stated(VarselBundle bundle, Duration interval) {
        finish(bundle, "OPPGITT", interval);
    }

    /** Not sent; again after the wait. */
    public void feilet(VarselBundle bundle, Duration pause) {
        transactions.autoCommit(c -> next(c, bundle, bundle.feil() + 1, pause));
    }

    /** Gives up the mails of all kommuner that have waited for longer than this; how many. */
    public int giveUpOld(Connection c, Duration age) throws SQLException {
        return GIVE_UP_OLD.with("age", age).run(c);
    }

    /** Removes mails that are older than this, sent or not, in the caller's transaction; how many. */
    public int deleteOld(Connection c, Duration age, int max) throws SQLException {
        return DELETE_OLD.with("age", age).with("limit", max).run(c);
    }

    private void finish(VarselBundle bundle, String outcome, Duration interval) {
        Long[] ids = bundle.varsler().stream().map(Varsel::id).toArray(Long[]::new);
        transactions.inTransaction(c -> {
            FINISH.with("utfall", outcome).with("ids", ids).run(c);
            return next(c, bundle, 0, interval);
        });
    }

    private static int next(Connection c, VarselBundle bundle, int failures, Duration pause) throws SQLException {
        return NEXT.with("failures", failures)
                .with("wait", pause)
                .with("kommunenummer", bundle.kommunenummer())
                .run(c);
    }

    private static VarselBundle recipient(ResultSet r) throws SQLException {
        List<String> addresses = List.of((String[]) r.getArray(3).getArray());
        return new VarselBundle(r.getString(1), r.getString(2), addresses, r.getInt(4), List.of());
    }

    private static VarselBundle filled(Connection c, VarselBundle bundle) throws SQLException {
        List<Varsel> varsler = READ.with("kommunenummer", bundle.kommunenummer())
                .with("limit", MAX_IN_ONE)
                .all(
                        c,
                        v -> new Varsel(
                                v.getLong(1),
                                Varsel.Kind.valueOf(v.getString(2)),
                                v.getObject(3, UUID.class),
                                v.getInt(4),
                                v.getString(5)));
        return new VarselBundle(
                bundle.kommunenummer(), bundle.kommunenavn(), bundle.adresser(), bundle.feil(), varsler);
    }
}
