package no.digisos.drift.kommune;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import no.digisos.common.audit.AuditAction;
import no.digisos.common.audit.AuditLog;
import no.digisos.common.audit.AuditSubject;
import no.digisos.common.database.Transactions;
import no.digisos.common.identity.Kommunenummer;
import no.digisos.common.kommune.KommunenummerTable;
import no.digisos.common.kommune.KommunenummerTable.Outcome;
import no.digisos.drift.command.CommandOutput;
import no.digisos.drift.command.ExitCodes;
import no.digisos.drift.command.Operator;
import no.digisos.drift.command.Refused;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Ends a kommunenummer at a date. What came under it goes on; søknader are refused and told where to go. */
@Command(
        name = "bytt-nummer",
        mixinStandardHelpOptions = true,
        description = {
            "Gives a kommune another number from a date on (docs/nummerbytte.md). Its fiksOrgId, configuration, kontoer,"
                    + " integrations and cases stay. Søknader to the old number are taken until then and refused from then on,"
                    + " with a text that names the new one, which takes them from then on.",
            "With --overtas the kommune ends instead, and another that is registered takes over."
        })
public class ReplaceNumber implements Callable<Integer> {
    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    Operator operator = new Operator();

    @Option(names = "--gammelt", required = true, paramLabel = "NNNN", description = "the number that ends")
    String gammelt = "";

    @Option(
            names = "--nytt",
            required = true,
            split = ",",
            paramLabel = "NNNN",
            description =
                    "the number from then on; where the kommune is split, also those of the other parts, for the text")
    List<String> nytt = new ArrayList<>();

    @Option(
            names = "--dato",
            required = true,
            paramLabel = "YYYY-MM-DD",
            description = "the first day of the new number, which begins at midnight in Norway")
    LocalDate dato = LocalDate.EPOCH;

    @Option(names = "--overtas", description = "the kommune ends, and the one that has the new number takes over")
    boolean overtas;

    private final Transactions transactions;
    private final KommunenummerTable numbers;
    private final AuditLog audit;
    private final CommandOutput line;

    public ReplaceNumber(Transactions transactions, KommunenummerTable numbers, AuditLog audit, CommandOutput line) {
        this.transactions = transactions;
        this.numbers = numbers;
        this.audit = audit;
        this.line = line;
    }

    /** The answer. */
    record Replaced(String gammelt, List<String> nytt, String fra, UUID fiksOrgId, boolean overtas) {}

    /** What came of it, and of which kommune. */
    private record Done(Outcome utfall, UUID fiksOrgId) {}

    @Override
    public Integer call() {
        Kommunenummer ends = number(gammelt, "--gammelt");
        List<Kommunenummer> successors =
                nytt.stream().map(value -> number(value, "--nytt")).distinct().toList();
        Done done = transactions.inTransaction(c -> {
            Outcome outcome = numbers.replace(
                    c,
                    ends,
                    successors,
                    !overtas,
                    dato.atStartOfDay(ZoneId.of(KommunenummerTable.TIME_ZONE)).toInstant());
            UUID fiksOrgId = numbers.fiksOrg(c, ends).orElse(new UUID(0, 0));
            if (outcome == Outcome.BYTTET) {
                audit.write(c, operator.executed(AuditAction.BYTT_KOMMUNENUMMER, AuditSubject.fiksOrg(fiksOrgId)));
            }
            return new Done(outcome, fiksOrgId);
        });
        if (done.utfall() != Outcome.BYTTET) {
            return Refused.state(spec, sentence(done.utfall()));
        }
        line.answer(new Replaced(
                gammelt,
                successors.stream().map(Kommunenummer::verdi).toList(),
                dato.toString(),
                done.fiksOrgId(),
                overtas));
        return ExitCodes.EXECUTED;
    }

    private static String sentence(Outcome outcome) {
        return switch (outcome) {
            case BYTTET -> "done";
            case UKJENT -> "no kommune has the number of --gammelt";
            case HAR_ETTERFOLGER ->
                "the number of --gammelt has an end already: take that back first (kommune angre-nummer)";
            case FOR_TIDLIG -> "the number of --gammelt would end before it begins";
            case NYTT_FINNES ->
                "the number of --nytt is registered already: with --overtas its kommune takes over, and this one ends";
            case INGEN_OVERTAR ->
                "with --overtas the first number of --nytt must be another kommune's: register that first";
            case RING -> "the numbers of --nytt lead back to that of --gammelt";
        };
    }

    private Kommunenummer number(String value, String choice) {
        return UndoNumberReplacement.number(spec, value, choice);
    }
}
