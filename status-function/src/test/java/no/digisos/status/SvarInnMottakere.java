package no.digisos.status;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.datatype.DatatypeConfigurationException;
import javax.xml.datatype.DatatypeFactory;
import javax.xml.datatype.XMLGregorianCalendar;
import no.digisos.common.identity.Organisasjonsnummer;
import org.jspecify.annotations.Nullable;

/**
 * How receivers that exist read a forsendelse of SvarInn: which fields they take without asking whether they are there, and as what.
 * Each throws where the real one would, on a JSON null like on a field that is missing.
 */
final class SvarInnMottakere {
    private SvarInnMottakere() {}

    /** What a receiver makes of it: who is filed as the sender, and every text that it files. */
    record Lest(String avsender, List<String> tekster) {}

    /** KS's own import to an archive: texts put together without a check, and {@code svarSendesTil} as the sender when it has a name. */
    static Lest ksSakimport(JsonNode forsendelse) {
        millisekunder(forsendelse.get("date"));
        String tittel = krevTekst(forsendelse, "tittel");
        JsonNode forImport = objekt(forsendelse, "metadataForImport");
        heltall(forImport, "sakssekvensnummer");
        heltall(forImport, "saksaar");
        datoEllerIngen(forImport.get("dokumentetsDato"));
        JsonNode fra = objekt(forsendelse, "metadataFraAvleverendeSystem");
        for (String felt :
                List.of("sakssekvensnummer", "saksaar", "journalaar", "journalsekvensnummer", "journalpostnummer")) {
            heltall(fra, felt);
        }
        datoEllerIngen(fra.get("journaldato"));
        datoEllerIngen(fra.get("dokumentetsDato"));
        List<String> tekster = new ArrayList<>(List.of(tittel));
        JsonNode svar = forsendelse.get("svarSendesTil");
        String navn = svar == null || svar.isNull() ? null : tekst(svar, "navn");
        boolean harSvar = navn != null && !navn.isBlank();
        JsonNode part = harSvar ? svar : objekt(forsendelse, "avsender");
        String ledd = harSvar ? "adresse" : "adresselinje";
        tekster.addAll(adresse(part, ledd));
        if (harSvar) {
            String orgnr = tekst(part, "orgnr");
            String fnr = tekst(part, "fnr");
            tekster.add(fnr != null && !fnr.isEmpty() ? fnr : String.valueOf(orgnr));
        }
        JsonNode mottaker = objekt(forsendelse, "mottaker");
        tekster.addAll(adresse(mottaker, "adresse"));
        tekster.add(tekst(mottaker, "orgnr") + "\n" + tekst(mottaker, "navn") + "\n" + tekst(mottaker, "postnr") + "\n"
                + tekst(mottaker, "poststed"));
        String avsender = harSvar ? navn : tekst(part, "navn");
        return new Lest(String.valueOf(avsender), tekster);
    }

    /** Its line 2 gets line 3 appended whenever line 3 is empty, and an absent text becomes the word «null». */
    private static List<String> adresse(JsonNode part, String ledd) {
        String linje2 = tekst(part, ledd + "2");
        String linje3 = tekst(part, ledd + "3");
        String sammen = linje3 == null || linje3.isBlank() ? linje2 + " " + linje3 : String.valueOf(linje2);
        return List.of(String.valueOf(tekst(part, ledd + "1")), sammen, String.valueOf(tekst(part, "postnr")));
    }

    /** Digdir's integrasjonspunkt: {@code svarSendesTil} is the sender, and all of it goes into an arkivmelding. */
    static Lest integrasjonspunkt(JsonNode forsendelse) {
        JsonNode svar = objekt(forsendelse, "svarSendesTil");
        JsonNode mottaker = objekt(forsendelse, "mottaker");
        String avsender = new Organisasjonsnummer(krevTekst(svar, "orgnr")).verdi();
        new Organisasjonsnummer(krevTekst(mottaker, "orgnr"));
        krevTekst(svar, "navn");
        UUID.fromString(krevTekst(forsendelse, "id"));
        JsonNode fra = objekt(forsendelse, "metadataFraAvleverendeSystem");
        heltall(fra, "sakssekvensnummer");
        heltall(fra, "saksaar");
        for (String felt : List.of("journalaar", "journalsekvensnummer", "journalpostnummer")) {
            Long.parseLong(skalar(fra.get(felt)));
        }
        xmlDato(fra.get("journaldato"), false);
        xmlDato(fra.get("dokumentetsDato"), true);
        String fnr = tekst(svar, "fnr");
        String egen = tekst(fra, "tittel");
        String tittel = (egen == null || egen.isEmpty() ? krevTekst(forsendelse, "tittel") : egen)
                + (fnr == null || fnr.isEmpty() ? "" : " (eDialog fra " + fnr + ")");
        Map<String, String> typer = new HashMap<>();
        for (JsonNode fil : liste(forsendelse, "filmetadata")) {
            // Collectors.toMap refuses a null value and a key that comes twice; MimeType refuses what is none.
            String type = krevTekst(fil, "mimetype");
            if (!type.matches("[\\w!#$&^.+-]+/[\\w!#$&^.+-]+(\\s*;.*)?")
                    || typer.put(krevTekst(fil, "filnavn"), type) != null) {
                throw new IllegalStateException("Duplicate key or invalid mimetype");
            }
        }
        List<String> tekster = new ArrayList<>(List.of(tittel));
        for (String felt : List.of("adresse1", "postnr", "poststed", "land")) {
            tekster.add(krevTekstSomKanVaereTom(svar, felt));
        }
        URI.create(krevTekst(forsendelse, "downloadUrl"));
        return new Lest(avsender, tekster);
    }

    /**
     * A date is read as milliseconds; the one of the document also as an XML date, and that as a day, which has no XML type when it
     * is not a whole date.
     */
    private static void xmlDato(@Nullable JsonNode dato, boolean ogsaSomXml) {
        if (dato == null || dato.isNull() || dato.asText().isEmpty()) {
            return;
        }
        Long.parseLong(dato.asText());
        if (ogsaSomXml) {
            try {
                XMLGregorianCalendar dag = DatatypeFactory.newInstance().newXMLGregorianCalendar(dato.asText());
                dag.setTime(0, 0, 0, null);
                dag.getXMLSchemaType();
            } catch (DatatypeConfigurationException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** A receiver with classes made from KS's example, as in .NET: numbers that cannot be null, and lists of objects. */
    static Lest medKlasserAvKsSittEksempel(JsonNode forsendelse) {
        for (String del : List.of("metadataFraAvleverendeSystem", "metadataForImport")) {
            heltall(objekt(forsendelse, del), "sakssekvensnummer");
            heltall(objekt(forsendelse, del), "saksaar");
        }
        millisekunder(forsendelse.get("date"));
        for (JsonNode fil : liste(forsendelse, "filmetadata")) {
            heltall(fil, "size");
            if (!krevTekst(fil, "sha256hash").matches("[0-9a-f]{64}")) {
                throw new IllegalStateException("sha256hash");
            }
            liste(fil, "ekstraMetadata").forEach(entry -> krevTekst(entry, "key"));
        }
        liste(objekt(forsendelse, "metadataFraAvleverendeSystem"), "ekstraMetadata")
                .forEach(entry -> krevTekst(entry, "key"));
        liste(forsendelse, "lenker").forEach(lenke -> krevTekst(lenke, "urlLenke"));
        krevTekst(forsendelse, "status");
        Integer.parseInt(krevTekst(forsendelse, "niva"));
        krevTekst(forsendelse, "forsendelseType");
        krevTekst(forsendelse, "eksternRef");
        return new Lest(krevTekst(objekt(forsendelse, "avsender"), "navn"), List.of());
    }

    /** A receiver that makes a customer of the sender, by name and organisation number, and of the file what its header says. */
    static Lest sakssystemMedKunder(JsonNode forsendelse, String contentDisposition) {
        JsonNode svar = objekt(forsendelse, "svarSendesTil");
        Matcher navn = Pattern.compile(".*\"(.*)\"").matcher(contentDisposition);
        if (!navn.matches() || !navn.group(1).endsWith(".zip")) {
            throw new IllegalStateException("not known as a zip");
        }
        return new Lest(krevTekst(svar, "navn"), List.of(krevTekst(svar, "orgnr") + ".no_email@example.no"));
    }

    private static JsonNode objekt(JsonNode node, String felt) {
        JsonNode verdi = node.get(felt);
        if (verdi == null || !verdi.isObject()) {
            throw new NullPointerException(felt);
        }
        return verdi;
    }

    private static Iterable<JsonNode> liste(JsonNode node, String felt) {
        JsonNode verdi = node.get(felt);
        if (verdi == null || !verdi.isArray()) {
            throw new NullPointerException(felt);
        }
        return verdi;
    }

    private static @Nullable String tekst(JsonNode node, String felt) {
        JsonNode verdi = node.get(felt);
        return verdi == null || verdi.isNull() ? null : verdi.asText();
    }

    private static String krevTekstSomKanVaereTom(JsonNode node, String felt) {
        String verdi = tekst(node, felt);
        if (verdi == null) {
            throw new NullPointerException(felt);
        }
        return verdi;
    }

    private static String krevTekst(JsonNode node, String felt) {
        String verdi = krevTekstSomKanVaereTom(node, felt);
        if (verdi.isBlank()) {
            throw new IllegalStateException(felt + " is missing");
        }
        return verdi;
    }

    private static String skalar(@Nullable JsonNode node) {
        if (node == null || !node.isValueNode() || node.isNull()) {
            throw new NumberFormatException("null");
        }
        return node.asText();
    }

    private static void heltall(JsonNode node, String felt) {
        JsonNode verdi = node.get(felt);
        if (verdi == null || !verdi.isIntegralNumber()) {
            throw new NumberFormatException(felt);
        }
    }

    private static void millisekunder(@Nullable JsonNode dato) {
        if (dato == null || !dato.isIntegralNumber() || dato.longValue() < 1_000_000_000_000L) {
            throw new NumberFormatException("date");
        }
    }

    private static void datoEllerIngen(@Nullable JsonNode dato) {
        if (dato != null && !dato.isNull()) {
            millisekunder(dato);
        }
    }
}
