package no.digisos.drift.kommune;

import picocli.CommandLine.Command;

/** Kommuner and their administrators. */
@Command(
        name = "kommune",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Makes kommuner, and gives and takes their administrators.",
        subcommands = {OpprettKommune.class, AdminKommando.class})
public class KommuneKommando {}
