package no.digisos.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * What goes wrong and when, all of it from the seed. When is told in accepted submissions and not in seconds, so that a slow
 * machine gets the same run as a fast one, and the kills end with the load.
 *
 * @param kills in their order
 */
record FaultPlan(List<Kill> kills) {

    private static final int MOST_DELAY_MILLIS = 1_000;
    private static final int MOST_DOWN_MILLIS = 1_500;

    FaultPlan {
        kills = List.copyOf(kills);
    }

    /**
     * One kill.
     *
     * @param afterAccepted waits until so many submissions are accepted
     * @param delayMillis and then so long, to hit any moment
     * @param downMillis how long it stays down before it is started again
     */
    record Kill(int afterAccepted, Target target, int delayMillis, int downMillis) {}

    /**
     * Spreads the kills evenly over the load.
     *
     * @param kills how many
     * @param accepted the submissions over which they are spread
     */
    static FaultPlan of(ChaosDice dice, int kills, int accepted) {
        SplittableRandom random = dice.of("kills");
        List<Kill> plan = new ArrayList<>();
        for (int i = 0; i < kills; i++) {
            plan.add(new Kill(
                    (int) ((i + 1L) * accepted / (kills + 2L)),
                    target(random.nextInt(100)),
                    random.nextInt(MOST_DELAY_MILLIS),
                    random.nextInt(MOST_DOWN_MILLIS)));
        }
        return new FaultPlan(plan);
    }

    /** Those of one target, in their order. */
    List<Kill> of(Target target) {
        return kills.stream().filter(kill -> kill.target() == target).toList();
    }

    /** The way in which SvarUt fails in the n-th period: the body of {@code POST /kontroll/feil}. */
    static String svarUtFailure(ChaosDice dice, int n) {
        SplittableRandom random = dice.of("svarut-" + n);
        int times = 1 + random.nextInt(3);
        return switch (random.nextInt(11)) {
            case 0, 1 -> failure("ACCEPT_THEN_DROP", times, "");
            case 2 -> failure("DROP_BEFORE_ACCEPT", times, "");
            case 3 ->
                failure("STATUS", times, ",\"status\":" + List.of(500, 503, 429).get(random.nextInt(3)));
            case 4, 5 ->
                failure(
                        "STATUS_AFTER_ACCEPT",
                        times,
                        ",\"status\":" + List.of(500, 502, 504).get(random.nextInt(3)));
            case 6 -> failure("SLOW", 1, ",\"millis\":" + (500 + random.nextInt(19_000)));
            case 7 -> failure("UNPARSABLE_200", times, "");
            case 8 -> failure("AVVIST", times, "");
            case 9 -> failure("LOOKUP_LAG", 20, ",\"millis\":" + random.nextInt(10_000));
            default -> failure("DOWN", 5 * times, "");
        };
    }

    /** SvarUt takes what has this reference and refuses it afterwards, so many times: the same kind of body. */
    static String refusal(String ref, int times) {
        return failure("AVVIST", times, ",\"eksternRef\":\"" + ref + "\"");
    }

    private static String failure(String type, int times, String more) {
        return String.format(Locale.ROOT, "{\"type\":\"%s\",\"antall\":%d%s}", type, times, more);
    }

    private static Target target(int percent) {
        int below = 0;
        for (Target target : Target.values()) {
            below += target.share();
            if (percent < below) {
                return target;
            }
        }
        throw new IllegalStateException("the shares are a hundred");
    }
}
