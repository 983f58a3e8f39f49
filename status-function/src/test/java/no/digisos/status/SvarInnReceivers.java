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
final class SvarInnReceivers {
    private SvarInnReceivers() {}

    /** What a receiver makes of it: who is filed as the sender, and every text that it files. */
    record Loaded(String avsender, List<String> tekster) {}

    /** KS's own import to an archive: texts put together without a check, and {@code svarSendesTil} as the sender when it has a name. */
    static Loaded ksSakImport(JsonNode forsendelse) {
        millis(forsendelse.get("date"));
        String title = requireText(forsendelse, "tittel");
        JsonNode forImport = object(forsendelse, "metadataForImport");
        integer(forImport, "sakssekvensnummer");
        integer(forImport, "saksaar");
        dateOrNone(forImport.get("dokumentetsDato"));
        JsonNode from = object(forsendelse, "metadataFraAvleverendeSystem");
        for (String field :
                List.of("sakssekvensnummer", "saksaar", "journalaar", "journalsekvensnummer", "journalpostnummer")) {
            integer(from, field);
        }
        dateOrNone(from.get("journaldato"));
        dateOrNone(from.get("dokumentetsDato"));
        List<String> texts = new ArrayList<>(List.of(title));
        JsonNode answer = forsendelse.get("svarSendesTil");
        String name = answer == null || answer.isNull() ? null : text(answer, "navn");
        boolean hasAnswer = name != null && !name.isBlank();
        JsonNode part = hasAnswer ? answer : object(forsendelse, "avsender");
        String items = hasAnswer ? "adresse" : "adresselinje";
        texts.addAll(address(part, items));
        if (hasAnswer) {
            String orgnr = text(part, "orgnr");
            String fnr = text(part, "fnr");
            texts.add(fnr != null && !fnr.isEmpty() ? fnr : String.valueOf(orgnr));
        }
        JsonNode recipient = object(forsendelse, "mottaker");
        texts.addAll(address(recipient, "adresse"));
        texts.add(text(recipient, "orgnr") + "\n" + text(recipient, "navn") + "\n" + text(recipient, "postnr") + "\n"
                + text(recipient, "poststed"));
        String sender = hasAnswer ? name : text(part, "navn");
        return new Loaded(String.valueOf(sender), texts);
    }

    /** Its line 2 gets line 3 appended whenever line 3 is empty, and an absent text becomes the word «null». */
    private static List<String> address(JsonNode part, String items) {
        String line2 = text(part, items + "2");
        String line3 = text(part, items + "3");
        String together = line3 == null || line3.isBlank() ? line2 + " " + line3 : String.valueOf(line2);
        return List.of(String.valueOf(text(part, items + "1")), together, String.valueOf(text(part, "postnr")));
    }

    /** Digdir's integrasjonspunkt: {@code svarSendesTil} is the sender, and all of it goes into an arkivmelding. */
    static Loaded digdirIntegrasjonspunkt(JsonNode forsendelse) {
        JsonNode answer = object(forsendelse, "svarSendesTil");
        JsonNode recipient = object(forsendelse, "mottaker");
        String sender = new Organisasjonsnummer(requireText(answer, "orgnr")).verdi();
        new Organisasjonsnummer(requireText(recipient, "orgnr"));
        requireText(answer, "navn");
        UUID.fromString(requireText(forsendelse, "id"));
        JsonNode from = object(forsendelse, "metadataFraAvleverendeSystem");
        integer(from, "sakssekvensnummer");
        integer(from, "saksaar");
        for (String field : List.of("journalaar", "journalsekvensnummer", "journalpostnummer")) {
            Long.parseLong(scalar(from.get(field)));
        }
        xmlDate(from.get("journaldato"), false);
        xmlDate(from.get("dokumentetsDato"), true);
        String fnr = text(answer, "fnr");
        String own = text(from, "tittel");
        String title = (own == null || own.isEmpty() ? requireText(forsendelse, "tittel") : own)
                + (fnr == null || fnr.isEmpty() ? "" : " (eDialog fra " + fnr + ")");
        Map<String, String> types = new HashMap<>();
        for (JsonNode file : list(forsendelse, "filmetadata")) {
            // Collectors.toMap refuses a null value and a key that comes twice; MimeType refuses what is none.
            String type = requireText(file, "mimetype");
            if (!type.matches("[\\w!#$&^.+-]+/[\\w!#$&^.+-]+(\\s*;.*)?")
                    || types.put(requireText(file, "filnavn"), type) != null) {
                throw new IllegalStateException("Duplicate key or invalid mimetype");
            }
        }
        List<String> texts = new ArrayList<>(List.of(title));
        for (String field : List.of("adresse1", "postnr", "poststed", "land")) {
            texts.add(requireTextThatMayBeEmpty(answer, field));
        }
        URI.create(requireText(forsendelse, "downloadUrl"));
        return new Loaded(sender, texts);
    }

    /**
     * A date is read as milliseconds; the one of the document also as an XML date, and that as a day, which has no XML type when it
     * is not a whole date.
     */
    private static void xmlDate(@Nullable JsonNode date, boolean alsoAsXml) {
        if (date == null || date.isNull() || date.asText().isEmpty()) {
            return;
        }
        Long.parseLong(date.asText());
        if (alsoAsXml) {
            try {
                XMLGregorianCalendar day = DatatypeFactory.newInstance().newXMLGregorianCalendar(date.asText());
                day.setTime(0, 0, 0, null);
                day.getXMLSchemaType();
            } catch (DatatypeConfigurationException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** A receiver with classes made from KS's example, as in .NET: numbers that cannot be null, and lists of objects. */
    static Loaded withClassesOfKsOwnExample(JsonNode forsendelse) {
        for (String part : List.of("metadataFraAvleverendeSystem", "metadataForImport")) {
            integer(object(forsendelse, part), "sakssekvensnummer");
            integer(object(forsendelse, part), "saksaar");
        }
        millis(forsendelse.get("date"));
        for (JsonNode file : list(forsendelse, "filmetadata")) {
            integer(file, "size");
            if (!requireText(file, "sha256hash").matches("[0-9a-f]{64}")) {
                throw new IllegalStateException("sha256hash");
            }
            list(file, "ekstraMetadata").forEach(entry -> requireText(entry, "key"));
        }
        list(object(forsendelse, "metadataFraAvleverendeSystem"), "ekstraMetadata")
                .forEach(entry -> requireText(entry, "key"));
        list(forsendelse, "lenker").forEach(link -> requireText(link, "urlLenke"));
        requireText(forsendelse, "status");
        Integer.parseInt(requireText(forsendelse, "niva"));
        requireText(forsendelse, "forsendelseType");
        requireText(forsendelse, "eksternRef");
        return new Loaded(requireText(object(forsendelse, "avsender"), "navn"), List.of());
    }

    /** A receiver that makes a customer of the sender, by name and organisation number, and of the file what its header says. */
    static Loaded caseSystemWithCustomers(JsonNode forsendelse, String contentDisposition) {
        JsonNode answer = object(forsendelse, "svarSendesTil");
        Matcher name = Pattern.compile(".*\"(.*)\"").matcher(contentDisposition);
        if (!name.matches() || !name.group(1).endsWith(".zip")) {
            throw new IllegalStateException("not known as a zip");
        }
        return new Loaded(requireText(answer, "navn"), List.of(requireText(answer, "orgnr") + ".no_email@example.no"));
    }

    private static JsonNode object(JsonNode node, String field) {
        JsonNode value = node.get(field);
        if (value == null || !value.isObject()) {
            throw new NullPointerException(field);
        }
        return value;
    }

    private static Iterable<JsonNode> list(JsonNode node, String field) {
        JsonNode value = node.get(field);
        if (value == null || !value.isArray()) {
            throw new NullPointerException(field);
        }
        return value;
    }

    private static @Nullable String text(JsonNode node, String field) {
        JsonNode value = node.get(field);
        return value == null || value.isNull() ? null : value.asText();
    }

    private static String requireTextThatMayBeEmpty(JsonNode node, String field) {
        String value = text(node, field);
        if (value == null) {
            throw new NullPointerException(field);
        }
        return value;
    }

    private static String requireText(JsonNode node, String field) {
        String value = requireTextThatMayBeEmpty(node, field);
        if (value.isBlank()) {
            throw new IllegalStateException(field + " is missing");
        }
        return value;
    }

    private static String scalar(@Nullable JsonNode node) {
        if (node == null || !node.isValueNode() || node.isNull()) {
            throw new NumberFormatException("null");
        }
        return node.asText();
    }

    private static void integer(JsonNode node, String field) {
        JsonNode value = node.get(field);
        if (value == null || !value.isIntegralNumber()) {
            throw new NumberFormatException(field);
        }
    }

    private static void millis(@Nullable JsonNode date) {
        if (date == null || !date.isIntegralNumber() || date.longValue() < 1_000_000_000_000L) {
            throw new NumberFormatException("date");
        }
    }

    private static void dateOrNone(@Nullable JsonNode date) {
        if (date != null && !date.isNull()) {
            millis(date);
        }
    }
}
