package no.digisos.drift.kommune;

import picocli.CommandLine.Command;

/** Integrations that no kommune makes for itself. */
@Command(
        name = "integrasjon",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Makes integrations, such as NAV's, gives them new passwords, and revokes them.",
        subcommands = {CreateIntegrasjon.class, NewPassword.class, WithdrawIntegrasjon.class})
public class IntegrasjonCommand {}
