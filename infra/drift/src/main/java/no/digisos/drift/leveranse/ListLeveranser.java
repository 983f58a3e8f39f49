package no.digisos.drift.leveranse;

import java.util.List;
import java.util.concurrent.Callable;
import no.digisos.common.leveranse.LeveranseList;
import no.digisos.common.leveranse.LeveranseState;
import no.digisos.drift.command.CommandOutput;
import no.digisos.drift.command.ExitCodes;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists deliveries; those that wait for a human when nothing else is asked for. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists deliveries in these states, the oldest first. Without --tilstand: those that are STOPPET.")
public class ListLeveranser implements Callable<Integer> {
    private final LeveranseList list;
    private final CommandOutput line;

    @Option(names = "--tilstand", paramLabel = "STATE", split = ",", description = "one of: ${COMPLETION-CANDIDATES}")
    List<LeveranseState> tilstander = List.of(LeveranseState.STOPPET);

    @Option(names = "--kommune", paramLabel = "KOMMUNENUMMER", description = "of this kommune alone")
    @Nullable
    String kommunenummer;

    @Option(names = "--maks", paramLabel = "N", description = "at most this many (${DEFAULT-VALUE})")
    int maks = 100;

    public ListLeveranser(LeveranseList list, CommandOutput line) {
        this.list = list;
        this.line = line;
    }

    @Override
    public Integer call() {
        line.answer(list.inState(tilstander, kommunenummer, maks).stream()
                .map(LeveranseView::of)
                .toList());
        return ExitCodes.EXECUTED;
    }
}
