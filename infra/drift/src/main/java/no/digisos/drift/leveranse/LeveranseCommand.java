package no.digisos.drift.leveranse;

import picocli.CommandLine.Command;

/** What is done to deliveries. */
@Command(
        name = "leveranse",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Deliveries. Whatever may be sent by SvarUt afterwards is looked up there first.",
        subcommands = {
            ListLeveranser.class,
            ShowLeveranse.class,
            ListDokumenter.class,
            ResumeLeveranse.class,
            SendLeveranse.class,
            CloseLeveranse.class,
            Requeue.class,
            AfterRestoration.class
        })
public class LeveranseCommand {}
