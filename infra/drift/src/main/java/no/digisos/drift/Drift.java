package no.digisos.drift;

import io.quarkus.picocli.runtime.annotations.TopCommand;
import no.digisos.drift.audit.Audit;
import no.digisos.drift.kommune.IntegrasjonKommando;
import no.digisos.drift.kommune.KommuneKommando;
import no.digisos.drift.leveranse.Leveransekommando;
import no.digisos.drift.person.Personkommando;
import no.digisos.drift.sak.Dokumentkommando;
import no.digisos.drift.sak.Sakskommando;
import no.digisos.drift.sjekk.Sjekk;
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
            Sjekk.class,
            KommuneKommando.class,
            IntegrasjonKommando.class,
            Personkommando.class,
            Sakskommando.class,
            Dokumentkommando.class,
            Leveransekommando.class,
            Audit.class
        })
public class Drift {}
