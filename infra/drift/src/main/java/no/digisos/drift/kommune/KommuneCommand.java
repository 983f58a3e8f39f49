package no.digisos.drift.kommune;

import picocli.CommandLine.Command;

/** Kommuner and their administrators. */
@Command(
        name = "kommune",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Makes kommuner, renumbers them, and gives and takes their administrators.",
        subcommands = {CreateKommune.class, ReplaceNumber.class, UndoNumberReplacement.class, AdminCommand.class})
public class KommuneCommand {}
