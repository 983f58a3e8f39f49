package no.digisos.drift.leveranse;

import picocli.CommandLine.Command;

/** What is done to deliveries. */
@Command(
        name = "leveranse",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Deliveries. Whatever may be sent by SvarUt afterwards is looked up there first.",
        subcommands = {
            ListLeveranser.class,
            VisLeveranse.class,
            ListDokumenter.class,
            GjenopptaLeveranse.class,
            SendLeveranse.class,
            LukkLeveranse.class,
            LeggIKoPaNytt.class,
            EtterGjenoppretting.class
        })
public class Leveransekommando {}
