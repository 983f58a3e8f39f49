package no.digisos.drift.audit;

import java.util.List;
import java.util.concurrent.Callable;
import no.digisos.common.audit.AuditAction;
import no.digisos.common.audit.ChainCloser;
import no.digisos.common.database.Transactions;
import no.digisos.drift.audit.Verification.Breach;
import no.digisos.drift.command.CommandOutput;
import no.digisos.drift.command.ExitCodes;
import no.digisos.drift.command.Operator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Closes a broken chain for good. */
@Command(
        name = "lukk",
        mixinStandardHelpOptions = true,
        description =
                "Closes a chain of the audit log that is broken, at the last row before its first fault. Final: nothing is written"
                        + " to it any more. The closing is a row in another chain, with that row, its MAC, a hash of what lies"
                        + " after it, and the reason; verify then says that the chain is closed, and where it is broken. Exit"
                        + " code 1 when nothing is wrong with the chain. Give the log with the anchors when verify needed it to"
                        + " see the fault.")
public class CloseChain implements Callable<Integer> {
    private final Transactions transactions;
    private final ChainCloser closer;
    private final CommandOutput line;

    @Mixin
    Operator operator = new Operator();

    @Mixin
    AnchorLog anchor = new AnchorLog();

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "KJEDE", description = "the chain, as verify names it")
    int kjede;

    public CloseChain(Transactions transactions, ChainCloser closer, CommandOutput line) {
        this.transactions = transactions;
        this.closer = closer;
        this.line = line;
    }

    /**
     * What was done.
     *
     * @param utfall LUKKET, or HEL when nothing is wrong with the chain or there is none
     * @param bruttVed the row from which on it vouches for nothing; 0 when it is whole
     * @param etter how many rows lie from there on
     * @param brudd what is wrong with it
     */
    record Answer(int kjede, String utfall, long bruttVed, long etter, List<Breach> brudd) {}

    @Override
    public Integer call() {
        if (kjede < 0 || kjede > 999) {
            throw new ParameterException(spec.commandLine(), "KJEDE is 0 to 999");
        }
        List<String> anchors = anchor.read();
        ChainCloser.Answer answer = transactions.inTransaction(c ->
                closer.close(c, kjede, anchors, subject -> operator.executed(AuditAction.LUKK_AUDITKJEDE, subject)));
        line.answer(new Answer(
                kjede,
                answer.lukket() ? "LUKKET" : "HEL",
                answer.lukket() ? answer.sisteGode() + 1 : 0,
                answer.etter(),
                answer.brudd().stream().map(Breach::of).toList()));
        return answer.lukket()
                ? ExitCodes.EXECUTED
                : line.refused("there is nothing wrong with chain " + kjede + ", or there is no such chain");
    }
}
