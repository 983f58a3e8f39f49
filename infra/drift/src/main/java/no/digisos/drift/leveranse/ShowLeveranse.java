package no.digisos.drift.leveranse;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import no.digisos.common.leveranse.LeveranseList;
import no.digisos.common.leveranse.LeveranseList.Story;
import no.digisos.drift.command.CommandOutput;
import no.digisos.drift.command.ExitCodes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows one delivery and how it came where it is. */
@Command(
        name = "vis",
        mixinStandardHelpOptions = true,
        description = "Shows a delivery, its history and its attempts by SvarUt. Exit code 1 when there is none.")
public class ShowLeveranse implements Callable<Integer> {
    private final LeveranseList list;
    private final CommandOutput line;

    @Parameters(paramLabel = "MELDING_ID", description = "the delivery")
    UUID meldingId = new UUID(0, 0);

    public ShowLeveranse(LeveranseList list, CommandOutput line) {
        this.list = list;
        this.line = line;
    }

    record Answer(
            LeveranseView leveranse, List<LeveranseList.Hendelse> historikk, List<LeveranseList.Attempt> forsok) {}

    @Override
    public Integer call() {
        Optional<Story> story = list.story(meldingId);
        story.ifPresent(h -> line.answer(new Answer(LeveranseView.of(h.leveranse()), h.historikk(), h.forsok())));
        return story.isPresent() ? ExitCodes.EXECUTED : line.refused("there is no delivery " + meldingId);
    }
}
