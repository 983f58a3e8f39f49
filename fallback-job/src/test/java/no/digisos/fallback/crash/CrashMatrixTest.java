package no.digisos.fallback.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import no.digisos.common.leveranse.KvitteringOutcome;
import no.digisos.common.leveranse.LeveranseDecisions;
import no.digisos.fallback.OutsideWorld;
import no.digisos.fallback.Run;
import no.digisos.fallback.Scaled;
import no.digisos.fallback.SvarUtSurroundings;
import no.digisos.fallback.crash.DyingProcess.Crash;
import no.digisos.fallback.crash.DyingProcess.CrashPoint;
import no.digisos.seeds.SakSeeds.Sown;
import no.digisos.seeds.SeedData;
import no.digisos.seeds.suite.Surroundings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each way in which SvarUt can behave with each point at which the job can die, without and with a receipt that comes late: in the
 * end each delivery is with SvarUt once or receipted, and never both, never twice, never lost and never stuck. The database's
 * clock is moved; nothing sleeps.
 */
@QuarkusTest
@TestProfile(Scaled.class)
@QuarkusTestResource(Surroundings.class)
@QuarkusTestResource(SvarUtSurroundings.class)
class CrashMatrixTest {
    /** Past the frist and the hold, when the first run sends. */
    private static final Duration DUE = Duration.ofHours(24).plusMinutes(1);

    private static final Duration HOLD = Duration.ofMinutes(11);

    /** Runs that live, after which what it has not died of is not reached. */
    private static final int MOST_ALIVE = 3;

    /** How often it dies at one point in the long form. */
    private static final int DEATHS = 20;

    /** Between two starts there: longer than any wait of the job's. */
    private static final Duration LIFE_SPAN = Duration.ofMinutes(65);

    /** When runs happen after the first, in minutes. */
    private static final List<Integer> RUNS = List.of(3, 31, 33, 64, 70, 97, 130, 190, 250, 1500, 1700);

    @Inject
    Run run;

    @Inject
    DyingProcess process;

    @Inject
    LeveranseDecisions decision;

    private final OutsideWorld outsideWorld = new OutsideWorld();
    private Duration now = Duration.ZERO;

    @BeforeEach
    void reset() {
        process.start(CrashPoint.ALDRI);
        process.forgetDead();
        outsideWorld.reset();
        now = Duration.ZERO;
    }

    static Stream<Arguments> all() {
        return Arrays.stream(Mode.values())
                .flatMap(mode -> Arrays.stream(CrashPoint.values())
                        .filter(point -> point != CrashPoint.STEG)
                        .flatMap(point -> Stream.of(false, true).map(late -> Arguments.of(mode, point, late))));
    }

    /**
     * What is done to one shipment is done side by side, each to its own; what is done to all of SvarUt for a time has SvarUt to itself.
     * The job dies of each delivery once.
     */
    static Stream<Arguments> side_om_side() {
        List<Mode> own = Arrays.stream(Mode.values())
                .filter(mode -> !mode.appliesToAll())
                .toList();
        return Stream.concat(
                        Stream.of(own),
                        Arrays.stream(Mode.values()).filter(Mode::appliesToAll).map(List::of))
                .flatMap(modes -> Arrays.stream(CrashPoint.values())
                        .filter(point -> point != CrashPoint.STEG)
                        .flatMap(point -> Stream.of(false, true).map(late -> Arguments.of(modes, point, late))));
    }

    @ParameterizedTest(name = "{0}, dies at {1}, late receipt: {2}")
    @MethodSource("side_om_side")
    void at_most_one_shipment_none_lost_none_stuck(List<Mode> modes, CrashPoint point, boolean lateKvittering) {
        Map<Mode, Delivery> deliveries = new EnumMap<>(Mode.class);
        for (Mode mode : modes) {
            String ref = "ref-" + UUID.randomUUID();
            deliveries.put(mode, new Delivery(ref, outsideWorld.soknad(SeedData.OSLO, ref)));
        }
        withdraw(deliveries.values().stream().map(Delivery::sadd).toList());
        deliveries.forEach((mode, l) -> mode.failure(l.ref()).forEach(outsideWorld::failure));

        Map<UUID, KvitteringOutcome> answer = new HashMap<>();
        boolean allDead = point == CrashPoint.ALDRI;
        int survived = 0;
        do {
            process.startOnceForEach(point);
            survived += mortalRun(point) ? 0 : 1;
            Set<UUID> diedOf = process.diedOf();
            process.start(CrashPoint.ALDRI);
            for (Delivery l : deliveries.values()) {
                // Right after the death: the next start may find the delivery in another state.
                if (lateKvittering && diedOf.contains(l.id())) {
                    answer.computeIfAbsent(l.id(), _ -> receipt(l.sadd()));
                }
            }
            allDead = allDead || diedOf.size() == deliveries.size();
        } while (!allDead && survived < MOST_ALIVE);
        // What is down may be down before any point is reached, and what breaks off may do so before the body is read.
        assertThat(allDead || point == CrashPoint.UNDER_POST || modes.contains(Mode.NEDE_I_TIMER))
                .as("it died of each")
                .isTrue();
        if (lateKvittering) {
            deliveries.values().forEach(l -> answer.computeIfAbsent(l.id(), _ -> receipt(l.sadd())));
        }

        runUntilAllIsDecided(
                modes, deliveries.values().stream().map(Delivery::id).toList());
        deliveries.forEach((mode, l) -> requireOneOutcome(mode, l.ref(), l.sadd(), answer.get(l.id())));
        requireDuplicateVarsler((int) modes.stream()
                .filter(m ->
                        isDoubled(m, Objects.requireNonNull(deliveries.get(m)).ref()))
                .count());
    }

    /** One søknad and its reference. */
    private record Delivery(String ref, Sown sadd) {
        UUID id() {
            return sadd.meldingId();
        }
    }

    /** As an operator sees it who starts it again and again: twenty runs in a row die at the same point, and then one lives. */
    @ParameterizedTest(name = "{0}, dies twenty times at {1}, late receipt: {2}")
    @MethodSource("all")
    @EnabledIfSystemProperty(named = "digisos.lang", matches = "true")
    void at_most_one_shipment_none_lost_none_stuck_after_twenty_deaths(
            Mode mode, CrashPoint point, boolean lateKvittering) {
        String ref = "ref-" + UUID.randomUUID();
        Sown sown = withdrawn(ref);
        mode.failure(ref).forEach(outsideWorld::failure);
        @Nullable KvitteringOutcome answer = null;
        for (int round = 0; round < DEATHS; round++) {
            if (mode.overAfter(LIFE_SPAN.multipliedBy(round))) {
                outsideWorld.healthySvarUt();
            }
            process.start(point);
            mortalRun(point);
            if (round == 0 && lateKvittering) {
                answer = receipt(sown);
            }
            now = now.plus(LIFE_SPAN);
        }
        process.start(CrashPoint.ALDRI);
        outsideWorld.healthySvarUt();
        runUntilAllIsDecided(List.of(mode), List.of(sown.meldingId()));
        requireOneOutcome(mode, ref, sown, answer);
        requireDuplicateVarsler(isDoubled(mode, ref) ? 1 : 0);
    }

    /** Every transaction of a run is a step; the twentieth start in a row that dies there is followed by one that lives. */
    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"FRISK", "TAR_IMOT_OG_BRYTER", "BRYTER_FOR_MOTTAK", "AVVIST_SENERE"})
    @EnabledIfSystemProperty(named = "digisos.lang", matches = "true")
    void whichever_transaction_it_dies_at_twenty_times_it_is_sent_once(Mode mode) {
        int step = 0;
        int dead;
        int deaths = 0;
        do {
            step++;
            reset();
            String ref = "ref-" + UUID.randomUUID();
            Sown sown = withdrawn(ref);
            mode.failure(ref).forEach(outsideWorld::failure);
            dead = 0;
            for (int round = 0; round < DEATHS; round++) {
                process.startUntil(step);
                dead += mortalRun(CrashPoint.STEG) ? 1 : 0;
                now = now.plus(LIFE_SPAN);
            }
            process.start(CrashPoint.ALDRI);
            outsideWorld.healthySvarUt();
            runUntilAllIsDecided(List.of(mode), List.of(sown.meldingId()));
            requireOneOutcome(mode, ref, sown, null);
            requireDuplicateVarsler(0);
            deaths += dead;
        } while (dead > 0);
        assertThat(step).as("steps of a run").isGreaterThan(20);
        System.out.printf("KRASJ %s: %d steps, died %d times, 1 shipment each%n", mode, step - 1, deaths);
    }

    private void requireOneOutcome(Mode mode, String ref, Sown sown, @Nullable KvitteringOutcome answer) {
        List<String> alive = alive(ref);
        int doubled = isDoubled(mode, ref) ? 1 : 0;
        if (outsideWorld.state(sown.meldingId()).equals("BEKREFTET")) {
            assertThat(alive).as("%s", mode).isEmpty();
            assertThat(answer)
                    .as("%s, a receipt whose sender has its copy", mode)
                    .isInstanceOfAny(KvitteringOutcome.Confirmed.class, KvitteringOutcome.Keep.class);
        } else {
            assertThat(outsideWorld.state(sown.meldingId())).as("%s", mode).isEqualTo("SVARUT_SENDT");
            assertThat(alive).as("%s", mode).hasSize(1 + doubled);
            assertThat(answer instanceof KvitteringOutcome.Confirmed)
                    .as("%s, told that it counts", mode)
                    .isFalse();
        }
    }

    private void requireDuplicateVarsler(int count) {
        assertThat(outsideWorld.read("SELECT slag FROM varsel WHERE slag = 'DUBLETT'"))
                .as("SvarUt made two of one")
                .hasSize(count);
    }

    private List<String> alive(String ref) {
        return outsideWorld.inSvarUt(ref).stream()
                .filter(s -> !s.equals("AVVIST"))
                .toList();
    }

    private boolean isDoubled(Mode mode, String ref) {
        return mode == Mode.TO_IDER && alive(ref).size() == 2;
    }

    /** The limit of the promise: what a look-up hides for longer than the margin is sent again, and shows afterwards. */
    @Test
    void a_look_up_that_lags_for_longer_than_the_margin_makes_two_and_the_alarm() {
        String ref = "ref-" + UUID.randomUUID();
        Sown sown = withdrawn(ref);
        outsideWorld.failure("{\"type\":\"ACCEPT_THEN_DROP\",\"antall\":1}");
        outsideWorld.failure("{\"type\":\"LOOKUP_LAG\"}");
        for (int minute : List.of(0, 31, 33)) {
            run(HOLD.plusMinutes(minute));
        }
        assertThat(outsideWorld.state(sown.meldingId())).isEqualTo("SVARUT_SENDT");
        assertThat(outsideWorld.inSvarUt(ref)).hasSize(2);
        outsideWorld.healthySvarUt();
        assertThat(outsideWorld.read("SELECT slag FROM varsel")).isEmpty();
        run(HOLD.plusHours(2));
        run(HOLD.plusHours(30));
        assertThat(outsideWorld.read("SELECT slag FROM varsel WHERE slag = 'DUBLETT'"))
                .hasSize(1);
    }

    /** In the queue, handed out, past its frist and withdrawn. */
    private Sown withdrawn(String ref) {
        Sown sown = outsideWorld.soknad(SeedData.OSLO, ref);
        withdraw(List.of(sown));
        return sown;
    }

    private void withdraw(List<Sown> all) {
        outsideWorld.run("UPDATE leveranse SET leveringsforsok = 1");
        now = DUE;
        run(Duration.ZERO);
        assertThat(all)
                .allSatisfy(
                        sown -> assertThat(outsideWorld.state(sown.meldingId())).isEqualTo("TRUKKET"));
    }

    /** Says whether it died. */
    private boolean mortalRun(CrashPoint point) {
        try {
            run(HOLD);
            return false;
        } catch (Crash crash) {
            assertThat(crash).hasMessage(point.name());
            return true;
        }
    }

    private KvitteringOutcome receipt(Sown sown) {
        return decision.mottatt(Objects.requireNonNull(SeedData.OSLO.kontoId()), sown.meldingId(), null, null);
    }

    /** On for a day after the decision too, in which a refusal or a duplicate would show. */
    private void runUntilAllIsDecided(List<Mode> modes, List<UUID> meldinger) {
        for (int minute : RUNS) {
            Duration time = Duration.ofMinutes(minute);
            if (modes.stream().anyMatch(mode -> mode.overAfter(time))) {
                outsideWorld.healthySvarUt();
            }
            run(HOLD.plus(time));
        }
        assertThat(meldinger)
                .allSatisfy(id -> assertThat(outsideWorld.state(id)).isIn("SVARUT_SENDT", "BEKREFTET"));
    }

    private void run(Duration afterDue) {
        outsideWorld.clock(now.plus(afterDue));
        run.run();
    }
}
