package no.digisos.chaos;

import no.digisos.chaos.KommuneSet.Temper;

/** What a fagsystem does with a message that was handed out to it. */
enum Behaviour {
    RECEIPT(85, 46),
    /** Dies before it has downloaded anything. */
    CRASH_BEFORE_DATA(3, 10),
    /** Dies with the data, before the receipt. */
    CRASH_WITH_DATA(3, 12),
    /** Has the data, sends the receipt and dies before the answer; repeats it when it is up again. */
    CRASH_IN_RECEIPT(3, 8),
    /** Could not take it this time. */
    FAILED(2, 5),
    /** Will never take it. */
    REJECT(2, 5),
    /** Has the data, and receipts about when the frist has passed. */
    LATE(1, 10),
    /** Has the data, sends the receipt, hears nothing, and rejects instead; the receipt comes when it comes. */
    REGRET(1, 4);

    private final int healthy;
    private final int flaky;

    Behaviour(int healthy, int flaky) {
        this.healthy = healthy;
        this.flaky = flaky;
    }

    /** The same for the same message and attempt, whenever it is asked. */
    static Behaviour of(ChaosDice dice, Temper temper, String ref, int attempt) {
        double percent = dice.chance(ref + "-behaviour-" + attempt) * 100;
        int below = 0;
        for (Behaviour behaviour : values()) {
            below += temper == Temper.FLAKY ? behaviour.flaky : behaviour.healthy;
            if (percent < below) {
                return behaviour;
            }
        }
        return RECEIPT;
    }
}
