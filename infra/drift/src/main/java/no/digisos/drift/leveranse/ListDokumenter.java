package no.digisos.drift.leveranse;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import no.digisos.common.dokumentlager.DokumentTable;
import no.digisos.drift.command.CommandOutput;
import no.digisos.drift.command.ExitCodes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists what one delivery carries, so that one document can be pointed at. */
@Command(
        name = "dokumenter",
        mixinStandardHelpOptions = true,
        description =
                "Lists the documents of a delivery in the order in which they are sent (the third is dokument-03 when it gets a"
                        + " neutral name), without their names, which are the person's. Exit code 1 when there are none.")
public class ListDokumenter implements Callable<Integer> {
    private final DokumentTable dokumenter;
    private final CommandOutput line;

    @Parameters(paramLabel = "MELDING_ID", description = "the delivery")
    UUID meldingId = new UUID(0, 0);

    public ListDokumenter(DokumentTable dokumenter, CommandOutput line) {
        this.dokumenter = dokumenter;
        this.line = line;
    }

    @Override
    public Integer call() {
        List<DokumentTable.Line> lines = dokumenter.inLeveranse(meldingId);
        line.answer(lines);
        return lines.isEmpty()
                ? line.refused("there is no delivery " + meldingId + ", or its case is deleted")
                : ExitCodes.EXECUTED;
    }
}
