package no.digisos.fallback.run;

import io.quarkus.runtime.annotations.RegisterForReflection;
import no.digisos.common.leveranse.LeveranseVarsel.Alarms;

/**
 * What one run did; the line of JSON that cron's log keeps.
 *
 * @param trukket withdrawn from the queue
 * @param frigitt successors that had been left waiting
 * @param sendt handed to SvarUt
 * @param provesIgjen attempts that provably sent nothing
 * @param ukjent attempts whose outcome is not known yet
 * @param avklart unknown outcomes that were found out
 * @param statuser answers about the status of what SvarUt has
 * @param avvist refused by SvarUt after it had taken them
 * @param stoppet stopped for a human by this run
 * @param gjenopptatt stopped ones that go on, since their cause is gone
 * @param dubletter deliveries that turned out to be more than once with SvarUt
 * @param varslet messages whose kommune was warned that they wait, and certificates that it was warned run out
 * @param epost mails sent
 * @param ryddet expired or half-received things removed
 * @param feil sweeps or rows that failed, and duplicates; what failed is tried again by the next run
 * @param alarmer how things stand after it
 */
@RegisterForReflection(targets = {RunReport.class, Alarms.class})
public record RunReport(
        int trukket,
        int frigitt,
        int sendt,
        int provesIgjen,
        int ukjent,
        int avklart,
        int statuser,
        int avvist,
        int stoppet,
        int gjenopptatt,
        int dubletter,
        int varslet,
        int epost,
        int ryddet,
        int feil,
        Alarms alarmer,
        long varighetMs) {

    /** False for a run that found nothing to do, which is not worth a line of the log. */
    public boolean hasDoneAnything() {
        return trukket
                        + frigitt
                        + sendt
                        + provesIgjen
                        + ukjent
                        + avklart
                        + avvist
                        + stoppet
                        + gjenopptatt
                        + dubletter
                        + varslet
                        + epost
                        + ryddet
                        + feil
                > 0;
    }
}
