package no.digisos.drift.leveranse;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import no.digisos.common.audit.AuditAction;
import no.digisos.common.audit.AuditLog;
import no.digisos.common.audit.AuditSubject;
import no.digisos.common.database.Transactions;
import no.digisos.common.leveranse.LeveranseSvarUt;
import no.digisos.drift.command.CommandOutput;
import no.digisos.drift.command.ExitCodes;
import no.digisos.drift.command.Operator;
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
public class AfterRestoration implements Callable<Integer> {
    private final Transactions transactions;
    private final LeveranseSvarUt svarUt;
    private final AuditLog audit;
    private final CommandOutput line;

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

    public AfterRestoration(Transactions transactions, LeveranseSvarUt svarUt, AuditLog audit, CommandOutput line) {
        this.transactions = transactions;
        this.svarUt = svarUt;
        this.audit = audit;
        this.line = line;
    }

    record Answer(List<UUID> ukjente) {}

    @Override
    public Integer call() {
        List<UUID> unknown = transactions.inTransaction(c -> {
            List<UUID> affected = svarUt.afterRestoration(c, siden, ventetid);
            audit.write(c, operator.executed(AuditAction.ETTER_GJENOPPRETTING, AuditSubject.many(affected)));
            return affected;
        });
        line.answer(new Answer(unknown));
        return ExitCodes.EXECUTED;
    }
}
