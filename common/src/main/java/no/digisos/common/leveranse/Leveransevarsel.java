package no.digisos.common.leveranse;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import no.digisos.common.database.Transactions;

/**
 * What somebody should know before, or after, a delivery goes wrong. Each is told once; the mails lie in the outbox
 * {@code varsel}. Every method is a transaction of its own, and any number of instances may call it at once.
 */
@ApplicationScoped
public class Leveransevarsel {
    /** Half of the shortest frist that a kommune can have: nothing younger can be worth a warning. */
    private static final Duration KORTESTE_HALVE_FRIST = Duration.ofMinutes(30);

    private final Transactions transactions;

    public Leveransevarsel(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * How things stand.
     *
     * @param stoppet deliveries that wait for a human
     * @param forsinket deliveries that are late on their way to SvarUt
     * @param usendteVarsler mails not sent yet
     * @param eldsteSekunder since the oldest that is on its way to SvarUt was withdrawn; 0 when none is
     */
    public record Alarmer(long stoppet, long forsinket, long usendteVarsler, long eldsteSekunder) {}

    /**
     * Warns of what waits for its receipt: after this long, and when half of the frist has gone (delivery.md 1, rule 4).
     *
     * @return the deliveries that were counted
     */
    public List<UUID> varsleKo(Duration ventet, int maks) {
        Duration tidligst = ventet.compareTo(KORTESTE_HALVE_FRIST) < 0 ? ventet : KORTESTE_HALVE_FRIST;
        return transactions.inTransaction(c -> Setning.ider(c, VarselSql.VARSLE_KO, tidligst, ventet, maks));
    }

    /** Notes what was withdrawn this long ago and is neither with SvarUt nor stopped (delivery.md 4: SvarUt down for days). */
    public List<UUID> forsinkede(Duration etter, int maks) {
        return transactions.inTransaction(c -> Setning.ider(c, VarselSql.FORSINKEDE, etter, maks));
    }

    /**
     * Takes shipments whose reference is to be looked up for duplicates; they come again after the lease unless
     * {@link #kontrollert} or {@link #dublett} is called.
     */
    public List<Leveranse> tilDublettkontroll(int maks, Duration leie) {
        return transactions.inTransaction(c -> Setning.leveranser(c, VarselSql.TA_TIL_DUBLETTKONTROLL, maks, leie));
    }

    /**
     * Looked up, and all is well; again after the interval while the latest intent is younger than {@code lengde}.
     *
     * @param lengde 3 days by default
     * @param mellomrom 1 day by default
     */
    public void kontrollert(UUID meldingId, Duration lengde, Duration mellomrom) {
        transactions.autoCommit(c -> Setning.kjor(c, VarselSql.DUBLETT_KONTROLLERT, lengde, mellomrom, meldingId));
    }

    /**
     * SvarUt has it more than once, or has what the fagsystem receipted.
     *
     * @return true the first time: then it is worth the alarm
     */
    public boolean dublett(UUID meldingId, int antall) {
        return transactions.inTransaction(c -> Setning.leveranse(c, VarselSql.DUBLETT_FUNNET, meldingId, antall)
                .isPresent());
    }

    public Alarmer alarmer() {
        return transactions.autoCommit(c -> Setning.en(
                        c, VarselSql.ALARMER, r -> new Alarmer(r.getLong(1), r.getLong(2), r.getLong(3), r.getLong(4)))
                .orElseThrow());
    }
}
