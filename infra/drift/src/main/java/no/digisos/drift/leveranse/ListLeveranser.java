package no.digisos.drift.leveranse;

import java.util.List;
import java.util.concurrent.Callable;
import no.digisos.common.leveranse.Leveranseliste;
import no.digisos.common.leveranse.Tilstand;
import no.digisos.drift.Kommandolinje;
import no.digisos.drift.Utgang;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists deliveries; those that wait for a human when nothing else is asked for. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists deliveries in these states, the oldest first. Without --tilstand: those that are STOPPET.")
public class ListLeveranser implements Callable<Integer> {
    private final Leveranseliste liste;
    private final Kommandolinje linje;

    @Option(names = "--tilstand", paramLabel = "STATE", split = ",", description = "one of: ${COMPLETION-CANDIDATES}")
    List<Tilstand> tilstander = List.of(Tilstand.STOPPET);

    @Option(names = "--kommune", paramLabel = "KOMMUNENUMMER", description = "of this kommune alone")
    @Nullable
    String kommunenummer;

    @Option(names = "--maks", paramLabel = "N", description = "at most this many (${DEFAULT-VALUE})")
    int maks = 100;

    public ListLeveranser(Leveranseliste liste, Kommandolinje linje) {
        this.liste = liste;
        this.linje = linje;
    }

    @Override
    public Integer call() {
        linje.svar(liste.iTilstand(tilstander, kommunenummer, maks).stream()
                .map(Leveransevisning::av)
                .toList());
        return Utgang.UTFORT;
    }
}
