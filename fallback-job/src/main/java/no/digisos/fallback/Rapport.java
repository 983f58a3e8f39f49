package no.digisos.fallback;

import io.quarkus.runtime.annotations.RegisterForReflection;

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
 * @param stoppet stopped for a human
 * @param ryddet expired or half-received things removed
 * @param feil sweeps or rows that failed; they are tried again by the next run
 */
@RegisterForReflection
public record Rapport(
        int trukket,
        int frigitt,
        int sendt,
        int provesIgjen,
        int ukjent,
        int avklart,
        int statuser,
        int avvist,
        int stoppet,
        int ryddet,
        int feil,
        long varighetMs) {

    boolean harGjortNoe() {
        return trukket + frigitt + sendt + provesIgjen + ukjent + avklart + avvist + stoppet + ryddet + feil > 0;
    }
}
