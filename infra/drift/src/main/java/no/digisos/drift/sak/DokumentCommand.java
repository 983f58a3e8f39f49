package no.digisos.drift.sak;

import picocli.CommandLine.Command;

/** What is done to one document. */
@Command(
        name = "dokument",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "One document of a case.",
        subcommands = {WithdrawDokument.class, SendDokumentAs.class})
public class DokumentCommand {}
