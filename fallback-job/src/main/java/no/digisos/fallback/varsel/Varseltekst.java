package no.digisos.fallback.varsel;

import java.util.List;
import java.util.StringJoiner;

/** The words of a mail: what happened, to which meldingId, and what to do. Nothing about any person. */
final class Varseltekst {
    /** Deliveries named one by one; the rest are counted. */
    private static final int MAKS_LINJER = 50;

    private Varseltekst() {}

    static String emne(Varselpakke pakke) {
        boolean alvorlig = pakke.varsler().stream()
                .anyMatch(v -> v.slag() != Varsel.Slag.VENTER && v.slag() != Varsel.Slag.HALV_FRIST);
        return alvorlig
                ? "Digisos: leveranser til " + pakke.kommunenavn() + " må følges opp"
                : "Digisos: meldinger til " + pakke.kommunenavn() + " venter på kvittering";
    }

    static String tekst(Varselpakke pakke) {
        StringJoiner tekst =
                new StringJoiner("\n\n", "Til teknisk ansvarlig for Digisos i " + pakke.kommunenavn() + "\n\n", "\n");
        for (Varsel.Slag slag : Varsel.Slag.values()) {
            List<Varsel> av =
                    pakke.varsler().stream().filter(v -> v.slag() == slag).toList();
            if (!av.isEmpty()) {
                tekst.add(avsnitt(slag, av));
            }
        }
        return tekst.toString();
    }

    private static String avsnitt(Varsel.Slag slag, List<Varsel> av) {
        int antall = av.stream().mapToInt(Varsel::antall).sum();
        String innledning = switch (slag) {
            case STOPPET ->
                antall + " leveranse(r) er STOPPET og går ikke videre før noen har rettet årsaken. Driften av Digisos"
                        + " gjenopptar eller lukker dem.";
            case DUBLETT ->
                antall
                        + " leveranse(r) finnes mer enn én gang i SvarUt, eller både i SvarUt og i fagsystemet. Behold én;"
                        + " de har samme referanse og digisosId.";
            case MANUELT_HANDTERT ->
                antall + " forsendelse(r) er håndtert manuelt i SvarUt. Kontroller at de er mottatt.";
            case HALV_FRIST ->
                antall + " melding(er) har brukt halve fristen uten kvittering. Det som ikke kvitteres innen fristen,"
                        + " sendes med SvarUt.";
            case VENTER -> antall + " melding(er) i køen venter på at fagsystemet skal hente og kvittere dem.";
        };
        StringJoiner linjer = new StringJoiner("\n", innledning + "\n", "");
        linjer.setEmptyValue(innledning);
        av.stream().filter(v -> v.leveranseId() != null).limit(MAKS_LINJER).forEach(v -> linjer.add(linje(v)));
        return linjer.toString();
    }

    private static String linje(Varsel varsel) {
        return "- meldingId " + varsel.leveranseId() + (varsel.grunn() == null ? "" : ": " + varsel.grunn());
    }
}
