package no.digisos.status.konfigurasjon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import no.digisos.common.identity.Organisasjonsnummer;
import no.digisos.common.kommune.Kommune.Postadresse;
import no.digisos.common.kommune.KommuneSettings;
import org.jspecify.annotations.Nullable;

/** Reads the body of a PUT or POST. It replaces the whole: what is left out is what a new configuration has. */
@ApplicationScoped
class KonfigurasjonForm {
    private static final Set<String> FIELDS = Set.of(
            "aktivert",
            "stotterOppdateringer",
            "midlertidigDeaktivertMottak",
            "midlertidigDeaktivertOppdateringer",
            "nksTilgang",
            "behandlingsansvarlig",
            "kanal",
            "brukerFiksIO",
            "fiksIOKontoId",
            "dokumentlagerKontoId",
            "organisasjonsnummerFiksIO",
            "organisasjonsnummerSvarUt",
            "postadresse",
            "kontaktpersoner",
            "fristMinutter",
            "hastefristMinutter",
            "fiksOrgId",
            "kommunenummer",
            "navn",
            "endret",
            "kontoer",
            "merknader");
    private static final List<String> FIXED = List.of("fiksOrgId", "kommunenummer", "navn");
    private static final List<String> KONTO_FIELDS =
            List.of("kontoId", "navn", "aktiv", "enhetsnumre", "meldingstyper");

    private static final Pattern DIGITS_4 = Pattern.compile("[0-9]{4}");
    private static final Pattern DIGITS_9 = Pattern.compile("[0-9]{9}");
    private static final Pattern CHANNEL = Pattern.compile("FIKS_IO|SVARUT");
    /** Coarse: whether an address works shows when something is sent to it. */
    private static final Pattern EMAIL = Pattern.compile("(?=.{3,254}$)[^\\s@\\p{Cntrl}]{1,64}@[0-9A-Za-zæøåÆØÅ.-]+");

    private static final long FRIST_LEAST = Duration.ofHours(1).toMinutes();
    private static final long FRIST_MOST = Duration.ofDays(7).toMinutes();
    private static final long FRIST = Duration.ofHours(24).toMinutes();
    private static final long URGENT_FRIST = Duration.ofHours(2).toMinutes();
    private static final int LINE = 100;

    private final KonfigurasjonConfig config;
    private final ObjectMapper mapper;

    KonfigurasjonForm(KonfigurasjonConfig config, ObjectMapper mapper) {
        this.config = config;
        this.mapper = mapper;
    }

    /**
     * What the body decides.
     *
     * @param current as it stands, which the fields for reading must not contradict
     */
    KommuneSettings read(JsonNode body, KonfigurasjonJson.Konfigurasjon current) {
        return read(body, current, null);
    }

    /**
     * As {@link #read}, for a configuration that is made: KS's KommuneKonfigurasjon need not name the default konto, which then is the
     * kommune's only one that can receive.
     */
    KommuneSettings readNew(JsonNode body, KonfigurasjonJson.Konfigurasjon current) {
        return read(body, current, sole(current.kontoer()));
    }

    private KommuneSettings read(JsonNode body, KonfigurasjonJson.Konfigurasjon current, @Nullable UUID sole) {
        FieldReader fields = new FieldReader(body);
        fields.knowsOnly(FIELDS);
        requireUnchanged(fields, mapper.valueToTree(current));
        boolean activated = fields.requireBool("aktivert");
        boolean brukerFiksIO = channel(fields);
        UUID stated = fields.uuid("fiksIOKontoId");
        UUID defaultKonto = stated == null && brukerFiksIO && !fields.has("fiksIOKontoId") ? sole : stated;
        String orgSvarUt = organisation(fields, "organisasjonsnummerSvarUt");
        Postadresse address = address(fields.object("postadresse"));
        FieldReader contacts = fields.object("kontaktpersoner");
        List<String> teknisk = contacts == null ? List.of() : email(contacts, "tekniskAnsvarligEpost");
        List<String> fagansvarlig = contacts == null ? List.of() : email(contacts, "fagansvarligEpost");
        if (contacts != null) {
            contacts.knowsOnly(Set.of("fagansvarligEpost", "tekniskAnsvarligEpost"));
        }
        long frist = fields.integer("fristMinutter", FRIST_LEAST, FRIST_MOST, FRIST);
        long urgentFrist = fields.integer("hastefristMinutter", FRIST_LEAST, FRIST_MOST, Math.min(URGENT_FRIST, frist));
        if (urgentFrist > frist) {
            fields.failure("hastefristMinutter", "skal ikke være lengre enn fristMinutter");
        }
        if (activated && orgSvarUt == null && address == null) {
            fields.failure(
                    "organisasjonsnummerSvarUt",
                    "eller /postadresse trengs for å aktivere: det som ikke kvitteres, sendes dit");
        }
        if (activated && teknisk.isEmpty()) {
            fields.failure("kontaktpersoner/tekniskAnsvarligEpost", "trengs for å aktivere: varsler sendes dit");
        }
        KommuneSettings renewed = new KommuneSettings(
                activated,
                fields.requireBool("stotterOppdateringer"),
                fields.bool("midlertidigDeaktivertMottak", false),
                fields.bool("midlertidigDeaktivertOppdateringer", false),
                fields.bool("nksTilgang", false),
                fields.text("behandlingsansvarlig", 200),
                brukerFiksIO,
                defaultKonto,
                fields.uuid("dokumentlagerKontoId"),
                organisation(fields, "organisasjonsnummerFiksIO"),
                orgSvarUt,
                address,
                fagansvarlig,
                teknisk,
                Duration.ofMinutes(frist),
                Duration.ofMinutes(urgentFrist));
        requireKonto(fields, renewed, current.kontoer());
        fields.requireValid();
        return renewed;
    }

    /** {@code brukerFiksIO} and {@code kanal} say the same; one is enough, two must agree. */
    private static boolean channel(FieldReader fields) {
        boolean fiksIO = "FIKS_IO".equals(fields.text("kanal", CHANNEL, "FIKS_IO eller SVARUT"));
        if (!fields.has("kanal")) {
            return fields.requireBool("brukerFiksIO");
        }
        if (fields.bool("brukerFiksIO", fiksIO) != fiksIO) {
            fields.failure("kanal", "sier noe annet enn /brukerFiksIO");
        }
        return fiksIO;
    }

    private static @Nullable UUID sole(List<KonfigurasjonJson.Konto> kontoer) {
        List<UUID> usable = kontoer.stream()
                .filter(k -> k.aktiv()
                        && k.offentligNokkel() != null
                        && k.offentligNokkel().brukbar())
                .map(KonfigurasjonJson.Konto::kontoId)
                .toList();
        return usable.size() == 1 ? usable.getFirst() : null;
    }

    private static void requireKonto(
            FieldReader fields, KommuneSettings renewed, List<KonfigurasjonJson.Konto> kontoer) {
        UUID defaultKonto = renewed.fiksIOKontoId();
        if (defaultKonto == null) {
            if (renewed.brukerFiksIO()) {
                fields.failure("fiksIOKontoId", "trengs når kanalen er FIKS_IO");
            }
            return;
        }
        KonfigurasjonJson.Konto konto = kontoer.stream()
                .filter(k -> k.kontoId().equals(defaultKonto))
                .findFirst()
                .orElse(null);
        if (konto == null) {
            fields.failure("fiksIOKontoId", "er ikke en av kommunens kontoer");
        } else if (renewed.brukerFiksIO() && !konto.aktiv()) {
            fields.failure("fiksIOKontoId", "er en stengt konto");
        } else if (renewed.brukerFiksIO()
                && (konto.offentligNokkel() == null || !konto.offentligNokkel().brukbar())) {
            fields.failure("fiksIOKontoId", "er en konto uten en offentlig nøkkel som kan brukes");
        }
    }

    /** A body may be an edited answer to a GET. What is only for reading must then not have been edited. */
    private static void requireUnchanged(FieldReader fields, JsonNode current) {
        for (String field : FIXED) {
            if (fields.has(field) && !fields.value(field).equals(current.get(field))) {
                fields.failure(field, "kan ikke endres her");
            }
        }
        if (fields.has("kontoer")
                && !kontoFields(fields.value("kontoer")).equals(kontoFields(current.get("kontoer")))) {
            fields.failure("kontoer", "endres ikke her, men under …/kontoer/{kontoId}");
        }
    }

    private static ArrayNode kontoFields(JsonNode kontoer) {
        ArrayNode fields = JsonNodeFactory.instance.arrayNode();
        kontoer.forEach(konto -> {
            ObjectNode one = fields.addObject();
            KONTO_FIELDS.forEach(field -> one.set(field, konto.path(field)));
        });
        return fields;
    }

    private static @Nullable String organisation(FieldReader fields, String field) {
        String number = fields.text(field, DIGITS_9, "ni siffer");
        if (number != null
                && DIGITS_9.matcher(number).matches()
                && Organisasjonsnummer.of(number).isEmpty()) {
            fields.failure(field, "har feil kontrollsiffer");
        }
        return number;
    }

    private static @Nullable Postadresse address(@Nullable FieldReader fields) {
        if (fields == null) {
            return null;
        }
        fields.knowsOnly(
                Set.of("navn", "adresselinje1", "adresselinje2", "adresselinje3", "postnummer", "poststed", "land"));
        return new Postadresse(
                fields.requireText("navn", LINE),
                fields.text("adresselinje1", LINE),
                fields.text("adresselinje2", LINE),
                fields.text("adresselinje3", LINE),
                fields.requireText("postnummer", DIGITS_4, "fire siffer"),
                fields.requireText("poststed", LINE),
                fields.text("land", LINE));
    }

    private List<String> email(FieldReader contacts, String field) {
        return contacts.texts(field, config.maksKontakter(), EMAIL, "en e-postadresse");
    }
}
