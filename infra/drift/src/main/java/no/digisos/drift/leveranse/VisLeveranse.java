package no.digisos.drift.leveranse;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import no.digisos.common.leveranse.Leveranseliste;
import no.digisos.common.leveranse.Leveranseliste.Historie;
import no.digisos.drift.Kommandolinje;
import no.digisos.drift.Utgang;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows one delivery and how it came where it is. */
@Command(
        name = "vis",
        mixinStandardHelpOptions = true,
        description = "Shows a delivery, its history and its attempts by SvarUt. Exit code 1 when there is none.")
public class VisLeveranse implements Callable<Integer> {
    private final Leveranseliste liste;
    private final Kommandolinje linje;

    @Parameters(paramLabel = "MELDING_ID", description = "the delivery")
    UUID meldingId = new UUID(0, 0);

    public VisLeveranse(Leveranseliste liste, Kommandolinje linje) {
        this.liste = liste;
        this.linje = linje;
    }

    record Svar(
            Leveransevisning leveranse, List<Leveranseliste.Hendelse> historikk, List<Leveranseliste.Forsok> forsok) {}

    @Override
    public Integer call() {
        Optional<Historie> historie = liste.historie(meldingId);
        historie.ifPresent(h -> linje.svar(new Svar(Leveransevisning.av(h.leveranse()), h.historikk(), h.forsok())));
        return historie.isPresent() ? Utgang.UTFORT : linje.nektet("there is no delivery " + meldingId);
    }
}
