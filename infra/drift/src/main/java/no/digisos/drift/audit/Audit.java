package no.digisos.drift.audit;

import picocli.CommandLine.Command;

/** The audit log. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "The audit log.",
        subcommands = {Verify.class, CloseChain.class})
public class Audit {}
