package no.digisos.drift.leveranse;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import no.digisos.common.dokumentlager.Dokumenter;
import no.digisos.drift.Kommandolinje;
import no.digisos.drift.Utgang;
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
    private final Dokumenter dokumenter;
    private final Kommandolinje linje;

    @Parameters(paramLabel = "MELDING_ID", description = "the delivery")
    UUID meldingId = new UUID(0, 0);

    public ListDokumenter(Dokumenter dokumenter, Kommandolinje linje) {
        this.dokumenter = dokumenter;
        this.linje = linje;
    }

    @Override
    public Integer call() {
        List<Dokumenter.Linje> linjer = dokumenter.iLeveranse(meldingId);
        linje.svar(linjer);
        return linjer.isEmpty()
                ? linje.nektet("there is no delivery " + meldingId + ", or its case is deleted")
                : Utgang.UTFORT;
    }
}
