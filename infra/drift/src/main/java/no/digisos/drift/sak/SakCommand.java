package no.digisos.drift.sak;

import picocli.CommandLine.Command;

/** What is done to a case. */
@Command(
        name = "sak",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "One case.",
        subcommands = {DeleteSak.class})
public class SakCommand {}
