package no.digisos.drift.audit;

import java.util.List;
import java.util.concurrent.Callable;
import no.digisos.common.audit.Handling;
import no.digisos.common.audit.Kjedelukker;
import no.digisos.common.database.Transactions;
import no.digisos.drift.Kommandolinje;
import no.digisos.drift.Operator;
import no.digisos.drift.Utgang;
import no.digisos.drift.audit.Verifisering.Brudd;
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
public class Lukk implements Callable<Integer> {
    private final Transactions transactions;
    private final Kjedelukker lukker;
    private final Kommandolinje linje;

    @Mixin
    Operator operator = new Operator();

    @Mixin
    Ankerlogg anker = new Ankerlogg();

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "KJEDE", description = "the chain, as verify names it")
    int kjede;

    public Lukk(Transactions transactions, Kjedelukker lukker, Kommandolinje linje) {
        this.transactions = transactions;
        this.lukker = lukker;
        this.linje = linje;
    }

    /**
     * What was done.
     *
     * @param utfall LUKKET, or HEL when nothing is wrong with the chain or there is none
     * @param bruttVed the row from which on it vouches for nothing; 0 when it is whole
     * @param etter how many rows lie from there on
     * @param brudd what is wrong with it
     */
    record Svar(int kjede, String utfall, long bruttVed, long etter, List<Brudd> brudd) {}

    @Override
    public Integer call() {
        if (kjede < 0 || kjede > 999) {
            throw new ParameterException(spec.commandLine(), "KJEDE is 0 to 999");
        }
        List<String> ankre = anker.les();
        Kjedelukker.Svar svar = transactions.inTransaction(
                c -> lukker.lukk(c, kjede, ankre, gjenstand -> operator.utfort(Handling.LUKK_AUDITKJEDE, gjenstand)));
        linje.svar(new Svar(
                kjede,
                svar.lukket() ? "LUKKET" : "HEL",
                svar.lukket() ? svar.sisteGode() + 1 : 0,
                svar.etter(),
                svar.brudd().stream().map(Brudd::av).toList()));
        return svar.lukket()
                ? Utgang.UTFORT
                : linje.nektet("there is nothing wrong with chain " + kjede + ", or there is no such chain");
    }
}
