package no.digisos.testkit.svarut;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where a forsendelse is in its life, and where it can go from there (svarut.md 3). */
public enum ForsendelseStatus {
    MOTTATT("Mottatt"),
    AKSEPTERT("Akseptert"),
    AVVIST("Avvist"),
    FEILET_UNDER_MOTTAK("Feilet under mottak"),
    KLAR_FOR_MOTTAK("Klar for mottak"),
    VARSLET("Varslet"),
    SENDT_DIGITALT("Sendt digitalt"),
    SENDT_SDP("Sendt til digital postkasse"),
    LEVERT_SDP("Levert i digital postkasse"),
    SENDT_PRINT("Sendt til print"),
    LEST("Lest"),
    PRINTET("Printet"),
    IKKE_LEVERT("Ikke levert"),
    MANUELT_HANDTERT("Manuelt håndtert");

    private final String text;

    ForsendelseStatus(String text) {
        this.text = text;
    }

    /** The status as a sentence for a human. */
    public String text() {
        return text;
    }

    /** Where it can go in one step; the first is what happens by itself. */
    List<ForsendelseStatus> next() {
        return switch (this) {
            case MOTTATT -> List.of(AKSEPTERT, AVVIST, FEILET_UNDER_MOTTAK);
            case AKSEPTERT ->
                List.of(
                        KLAR_FOR_MOTTAK,
                        VARSLET,
                        SENDT_DIGITALT,
                        SENDT_SDP,
                        SENDT_PRINT,
                        IKKE_LEVERT,
                        MANUELT_HANDTERT);
            case KLAR_FOR_MOTTAK -> List.of(LEST, VARSLET, SENDT_PRINT, IKKE_LEVERT, MANUELT_HANDTERT);
            case VARSLET -> List.of(LEST, SENDT_PRINT, IKKE_LEVERT, MANUELT_HANDTERT);
            case SENDT_DIGITALT -> List.of(LEST, IKKE_LEVERT, MANUELT_HANDTERT);
            case SENDT_SDP -> List.of(LEVERT_SDP, SENDT_PRINT, IKKE_LEVERT, MANUELT_HANDTERT);
            case LEVERT_SDP -> List.of(LEST);
            case SENDT_PRINT -> List.of(PRINTET, MANUELT_HANDTERT);
            case LEST, PRINTET, AVVIST, FEILET_UNDER_MOTTAK, IKKE_LEVERT, MANUELT_HANDTERT -> List.of();
        };
    }

    /** The shortest way to a later status, without this one and with that one; empty when there is none. */
    Optional<List<ForsendelseStatus>> wayTo(ForsendelseStatus goal) {
        Map<ForsendelseStatus, ForsendelseStatus> cameFrom = new EnumMap<>(ForsendelseStatus.class);
        Deque<ForsendelseStatus> reached = new ArrayDeque<>(Set.of(this));
        while (!reached.isEmpty()) {
            ForsendelseStatus here = reached.removeFirst();
            for (ForsendelseStatus step : here.next()) {
                if (cameFrom.putIfAbsent(step, here) == null) {
                    reached.addLast(step);
                }
            }
        }
        if (!cameFrom.containsKey(goal)) {
            return Optional.empty();
        }
        Deque<ForsendelseStatus> way = new ArrayDeque<>();
        for (ForsendelseStatus step = goal; step != null && step != this; step = cameFrom.get(step)) {
            way.addFirst(step);
        }
        return Optional.of(List.copyOf(way));
    }
}
