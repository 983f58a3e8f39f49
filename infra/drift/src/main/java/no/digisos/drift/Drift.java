package no.digisos.drift;

import io.quarkus.picocli.runtime.annotations.TopCommand;
import no.digisos.drift.audit.Audit;
import no.digisos.drift.check.Check;
import no.digisos.drift.kommune.IntegrasjonCommand;
import no.digisos.drift.kommune.KommuneCommand;
import no.digisos.drift.leveranse.LeveranseCommand;
import no.digisos.drift.person.PersonCommand;
import no.digisos.drift.sak.DokumentCommand;
import no.digisos.drift.sak.SakCommand;
import picocli.CommandLine.Command;

/**
 * What operators do by hand. Exit codes: 0 done, 1 refused by the state of things or found wanting, 2 wrongly asked or could
 * not work; the reason is one sentence on standard error.
 */
@TopCommand
@Command(
        name = "digisos-drift",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description =
                "What an operator decides, done and audited. The database and the keys are configured as for the functions.",
        subcommands = {
            Check.class,
            KommuneCommand.class,
            IntegrasjonCommand.class,
            PersonCommand.class,
            SakCommand.class,
            DokumentCommand.class,
            LeveranseCommand.class,
            Audit.class
        })
public class Drift {}
