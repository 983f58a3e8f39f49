package no.digisos.drift.kommune;

import picocli.CommandLine.Command;

/** The administrators of a kommune. */
@Command(
        name = "admin",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Gives a person the right to configure a kommune, or takes it.",
        subcommands = {GiveAdmin.class, WithdrawAdmin.class})
public class AdminCommand {}
