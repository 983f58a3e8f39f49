package no.digisos.drift.leveranse;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import no.digisos.common.audit.AuditGjenstand;
import no.digisos.common.audit.AuditLogg;
import no.digisos.common.audit.Handling;
import no.digisos.common.database.Transactions;
import no.digisos.common.leveranse.LeveranseSvarUt;
import no.digisos.drift.Kommandolinje;
import no.digisos.drift.Operator;
import no.digisos.drift.Utgang;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** After a restore to an earlier point, before any function is started. */
@Command(
        name = "etter-gjenoppretting",
        mixinStandardHelpOptions = true,
        description =
                "To be run once after the database was restored to an earlier point, before any function is started:"
                        + " what was on its way to SvarUt becomes SVARUT_UKJENT, and nothing undecided is sent before it was looked"
                        + " up there, half an hour from now at the earliest.")
public class EtterGjenoppretting implements Callable<Integer> {
    private final Transactions transactions;
    private final LeveranseSvarUt svarUt;
    private final AuditLogg audit;
    private final Kommandolinje linje;

    @Mixin
    Operator operator = new Operator();

    @Option(
            names = "--siden",
            paramLabel = "TIME",
            description =
                    "leave what was withdrawn before this (2026-01-31T03:15:00Z) as it is, though it is looked up too;"
                            + " the point of the restore, or earlier. Left out: everything")
    Instant siden = Instant.EPOCH;

    @Option(
            names = "--ventetid",
            paramLabel = "DURATION",
            description =
                    "how long SvarUt may still be receiving what was sent just before the loss (${DEFAULT-VALUE});"
                            + " as digisos.fallback.avklares-etter")
    Duration ventetid = Duration.ofMinutes(30);

    public EtterGjenoppretting(
            Transactions transactions, LeveranseSvarUt svarUt, AuditLogg audit, Kommandolinje linje) {
        this.transactions = transactions;
        this.svarUt = svarUt;
        this.audit = audit;
        this.linje = linje;
    }

    record Svar(List<UUID> ukjente) {}

    @Override
    public Integer call() {
        List<UUID> ukjente = transactions.inTransaction(c -> {
            List<UUID> ble = svarUt.etterGjenoppretting(c, siden, ventetid);
            audit.skriv(c, operator.utfort(Handling.ETTER_GJENOPPRETTING, AuditGjenstand.mange(ble)));
            return ble;
        });
        linje.svar(new Svar(ukjente));
        return Utgang.UTFORT;
    }
}
