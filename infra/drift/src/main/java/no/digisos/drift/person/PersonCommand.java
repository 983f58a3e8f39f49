package no.digisos.drift.person;

import picocli.CommandLine.Command;

/** People who have changed numbers. */
@Command(
        name = "person",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Joins a person's old number with the new one, and parts them again (docs/nummerbytte.md).",
        subcommands = {LinkPerson.class, SeparatePerson.class, ShowPerson.class})
public class PersonCommand {}
