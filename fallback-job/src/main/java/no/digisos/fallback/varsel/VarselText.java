package no.digisos.fallback.varsel;

import java.util.List;
import java.util.StringJoiner;
import no.digisos.common.leveranse.Varsel;
import no.digisos.common.leveranse.VarselBundle;

/** The words of a mail: what happened, to which meldingId, and what to do. Nothing about any person. */
final class VarselText {
    /** Deliveries named one by one; the rest are counted. */
    private static final int MAX_LINES = 50;

    /** For somebody who may never have heard of certificates: what happens, what to do, and by when. */
    private static final String CERTIFICATE = """
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

    private VarselText() {}

    static String subject(VarselBundle bundle) {
        if (bundle.has(Varsel.Kind.STOPPET, Varsel.Kind.DUBLETT, Varsel.Kind.MANUELT_HANDTERT)) {
            return "Digisos: leveranser til " + bundle.kommunenavn() + " må følges opp";
        }
        return bundle.has(Varsel.Kind.SERTIFIKAT)
                ? "Digisos: " + bundle.kommunenavn() + " må bytte sertifikat"
                : "Digisos: meldinger til " + bundle.kommunenavn() + " venter på kvittering";
    }

    static String text(VarselBundle bundle) {
        StringJoiner text =
                new StringJoiner("\n\n", "Til teknisk ansvarlig for Digisos i " + bundle.kommunenavn() + "\n\n", "\n");
        for (Varsel.Kind kind : Varsel.Kind.values()) {
            List<Varsel> of =
                    bundle.varsler().stream().filter(v -> v.slag() == kind).toList();
            if (!of.isEmpty()) {
                text.add(paragraph(kind, of));
            }
        }
        return text.toString();
    }

    private static String paragraph(Varsel.Kind kind, List<Varsel> of) {
        int count = of.stream().mapToInt(Varsel::antall).sum();
        String introduction = switch (kind) {
            case STOPPET ->
                count + " leveranse(r) er STOPPET og går ikke videre før noen har rettet årsaken. Driften av Digisos"
                        + " gjenopptar eller lukker dem.";
            case DUBLETT ->
                count
                        + " leveranse(r) finnes mer enn én gang i SvarUt, eller både i SvarUt og i fagsystemet. Behold én;"
                        + " de har samme referanse og digisosId.";
            case MANUELT_HANDTERT ->
                count + " forsendelse(r) er håndtert manuelt i SvarUt. Kontroller at de er mottatt.";
            case SERTIFIKAT -> CERTIFICATE;
            case UTELATT_FRA_UTSKRIFT ->
                count
                        + " leveranse(r) sendt med SvarUt har dokumenter som ikke kan skrives ut, som en PDF med passord. De er"
                        + " med i den digitale forsendelsen, men ikke i et brev; forsendelseMetadata.json nevner dem.";
            case HALV_FRIST ->
                count + " melding(er) har brukt halve fristen uten kvittering. Det som ikke kvitteres innen fristen,"
                        + " sendes med SvarUt.";
            case VENTER -> count + " melding(er) i køen venter på at fagsystemet skal hente og kvittere dem.";
        };
        StringJoiner lines = new StringJoiner("\n", introduction + "\n", "");
        lines.setEmptyValue(introduction);
        of.stream()
                .filter(v -> v.leveranseId() != null || kind == Varsel.Kind.SERTIFIKAT)
                .limit(MAX_LINES)
                .forEach(v -> lines.add(line(v)));
        return lines.toString();
    }

    private static String line(Varsel varsel) {
        if (varsel.slag() == Varsel.Kind.SERTIFIKAT) {
            return "- " + varsel.grunn();
        }
        return "- meldingId " + varsel.leveranseId() + (varsel.grunn() == null ? "" : ": " + varsel.grunn());
    }
}
