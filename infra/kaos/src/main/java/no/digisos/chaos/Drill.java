package no.digisos.chaos;

import java.io.IOException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import no.digisos.local.stack.Ending;
import no.digisos.local.stack.RunningStack;
import no.digisos.local.stack.StackOptions;
import no.digisos.testkit.process.Ports;

/** The drills; {@link DrillOptions#HELP} tells the options. */
public final class Drill {

    private static final int SEEDS = 1_000_000;

    private Drill() {}

    /** See {@link DrillOptions#HELP}. */
    public static void main(String[] arguments) throws InterruptedException {
        if (List.of(arguments).contains("--help")) {
            System.out.print(DrillOptions.HELP);
            return;
        }
        DrillOptions options;
        try {
            options = DrillOptions.parse(List.of(arguments), new SecureRandom().nextInt(SEEDS));
        } catch (IllegalArgumentException e) {
            System.err.println("ovelse: " + e.getMessage());
            System.exit(2);
            return;
        }
        Ending ending = Ending.onShutdown();
        ending.ifSignalled(1);
        boolean held = false;
        try {
            held = run(options, ending);
        } catch (IOException | SQLException | RuntimeException e) {
            if (!ending.begun()) {
                System.err.println("ovelse: " + e);
                e.printStackTrace();
            }
        }
        if (ending.begun()) {
            // A signal came; its hook ends the JVM.
            new CountDownLatch(1).await();
        }
        System.out.println(held ? "The promise held." : "A promise fell.");
        ending.exit(held ? 0 : 1);
    }

    private static boolean run(DrillOptions options, Ending ending)
            throws IOException, InterruptedException, SQLException {
        System.out.println("Starting Digisos; seed " + options.seed());
        List<Integer> reserves = switch (options.ovelse()) {
            case GJENOPPRETTING -> List.of(Ports.next());
            case RESERVE -> List.of(Ports.next(), Ports.next());
        };
        RunningStack stack = ending.start(StackOptions.usual()
                .with(options.nativ())
                .with(StackOptions.Fallback.MANUELL)
                .with(reserves));
        try (Scene scene = Scene.on(stack, options.seed(), 0)) {
            return switch (options.ovelse()) {
                case GJENOPPRETTING -> new Restoration(options, scene, reserves.getFirst()).run();
                case RESERVE -> new Reserve(options, scene, reserves).run();
            };
        }
    }
}
