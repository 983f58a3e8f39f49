package no.digisos.fallback.varsel;

import java.util.List;
import java.util.StringJoiner;

/** The words of a mail: what happened, to which meldingId, and what to do. Nothing about any person. */
final class Varseltekst {
    /** Deliveries named one by one; the rest are counted. */
    private static final int MAKS_LINJER = 50;

    /** For somebody who may never have heard of certificates: what happens, what to do, and by when. */
    private static final String SERTIFIKAT = """
            Fagsystemet får søknader fra NAV ved hjelp av et sertifikat, som må byttes før det utløper.

            Gjør dette så snart som mulig, og senest før tidspunktet som står nederst:
            1. Be leverandøren av fagsystemet om et nytt sertifikat. Leverandøren må ta i bruk den nye nøkkelen, og beholde den\
             gamle til det som allerede er hentet, er lest.
            2. La kommunens administrator i Digisos laste opp det nye sertifikatet til kontoen\
             (PUT …/kontoer/{kontoId}/offentligNokkel). Da stopper disse varslene.

            Hvis ingenting gjøres: Fra sertifikatet er utløpt, kommer ingen nye søknader, ettersendelser eller klager i\
             fagsystemet. De går i stedet med SvarUt til kommunens postmottak, digitalt eller på papir. Ingenting blir borte, men\
             det tar lengre tid før søkeren får hjelp. Det fortsetter til et nytt sertifikat er lastet opp.

            Det gjelder:""";

    private Varseltekst() {}

    static String emne(Varselpakke pakke) {
        if (pakke.har(Varsel.Slag.STOPPET, Varsel.Slag.DUBLETT, Varsel.Slag.MANUELT_HANDTERT)) {
            return "Digisos: leveranser til " + pakke.kommunenavn() + " må følges opp";
        }
        return pakke.har(Varsel.Slag.SERTIFIKAT)
                ? "Digisos: " + pakke.kommunenavn() + " må bytte sertifikat"
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
            case SERTIFIKAT -> SERTIFIKAT;
            case UTELATT_FRA_UTSKRIFT ->
                antall
                        + " leveranse(r) sendt med SvarUt har dokumenter som ikke kan skrives ut, som en PDF med passord. De er"
                        + " med i den digitale forsendelsen, men ikke i et brev; forsendelseMetadata.json nevner dem.";
            case HALV_FRIST ->
                antall + " melding(er) har brukt halve fristen uten kvittering. Det som ikke kvitteres innen fristen,"
                        + " sendes med SvarUt.";
            case VENTER -> antall + " melding(er) i køen venter på at fagsystemet skal hente og kvittere dem.";
        };
        StringJoiner linjer = new StringJoiner("\n", innledning + "\n", "");
        linjer.setEmptyValue(innledning);
        av.stream()
                .filter(v -> v.leveranseId() != null || slag == Varsel.Slag.SERTIFIKAT)
                .limit(MAKS_LINJER)
                .forEach(v -> linjer.add(linje(v)));
        return linjer.toString();
    }

    private static String linje(Varsel varsel) {
        if (varsel.slag() == Varsel.Slag.SERTIFIKAT) {
            return "- " + varsel.grunn();
        }
        return "- meldingId " + varsel.leveranseId() + (varsel.grunn() == null ? "" : ": " + varsel.grunn());
    }
}
