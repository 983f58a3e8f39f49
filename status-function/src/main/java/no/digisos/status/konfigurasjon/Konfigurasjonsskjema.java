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
import no.digisos.common.kommune.Kommuneoppsett;
import org.jspecify.annotations.Nullable;

/** Reads the body of a PUT or POST. It replaces the whole: what is left out is what a new configuration has. */
@ApplicationScoped
class Konfigurasjonsskjema {
    private static final Set<String> FELTER = Set.of(
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
    private static final List<String> FASTE = List.of("fiksOrgId", "kommunenummer", "navn");
    private static final List<String> KONTOFELTER = List.of("kontoId", "navn", "aktiv", "enhetsnumre", "meldingstyper");

    private static final Pattern SIFFER_4 = Pattern.compile("[0-9]{4}");
    private static final Pattern SIFFER_9 = Pattern.compile("[0-9]{9}");
    private static final Pattern KANAL = Pattern.compile("FIKS_IO|SVARUT");
    /** Coarse: whether an address works shows when something is sent to it. */
    private static final Pattern EPOST = Pattern.compile("(?=.{3,254}$)[^\\s@\\p{Cntrl}]{1,64}@[0-9A-Za-zæøåÆØÅ.-]+");

    private static final long FRIST_MINST = Duration.ofHours(1).toMinutes();
    private static final long FRIST_MEST = Duration.ofDays(7).toMinutes();
    private static final long FRIST = Duration.ofHours(24).toMinutes();
    private static final long HASTEFRIST = Duration.ofHours(2).toMinutes();
    private static final int LINJE = 100;

    private final KonfigurasjonConfig config;
    private final ObjectMapper mapper;

    Konfigurasjonsskjema(KonfigurasjonConfig config, ObjectMapper mapper) {
        this.config = config;
        this.mapper = mapper;
    }

    /**
     * What the body decides.
     *
     * @param gjeldende as it stands, which the fields for reading must not contradict
     */
    Kommuneoppsett les(JsonNode kropp, Visning.Konfigurasjon gjeldende) {
        return les(kropp, gjeldende, null);
    }

    /**
     * As {@link #les}, for a configuration that is made: KS's KommuneKonfigurasjon need not name the default konto, which then is the
     * kommune's only one that can receive.
     */
    Kommuneoppsett lesNy(JsonNode kropp, Visning.Konfigurasjon gjeldende) {
        return les(kropp, gjeldende, eneste(gjeldende.kontoer()));
    }

    private Kommuneoppsett les(JsonNode kropp, Visning.Konfigurasjon gjeldende, @Nullable UUID eneste) {
        Feltleser felter = new Feltleser(kropp);
        felter.kjennerBare(FELTER);
        krevUendret(felter, mapper.valueToTree(gjeldende));
        boolean aktivert = felter.krevBoolsk("aktivert");
        boolean brukerFiksIO = kanal(felter);
        UUID oppgitt = felter.uuid("fiksIOKontoId");
        UUID standardkonto = oppgitt == null && brukerFiksIO && !felter.har("fiksIOKontoId") ? eneste : oppgitt;
        String orgSvarUt = organisasjon(felter, "organisasjonsnummerSvarUt");
        Postadresse adresse = adresse(felter.objekt("postadresse"));
        Feltleser kontakter = felter.objekt("kontaktpersoner");
        List<String> teknisk = kontakter == null ? List.of() : epost(kontakter, "tekniskAnsvarligEpost");
        List<String> fag = kontakter == null ? List.of() : epost(kontakter, "fagansvarligEpost");
        if (kontakter != null) {
            kontakter.kjennerBare(Set.of("fagansvarligEpost", "tekniskAnsvarligEpost"));
        }
        long frist = felter.heltall("fristMinutter", FRIST_MINST, FRIST_MEST, FRIST);
        long hastefrist = felter.heltall("hastefristMinutter", FRIST_MINST, FRIST_MEST, Math.min(HASTEFRIST, frist));
        if (hastefrist > frist) {
            felter.feil("hastefristMinutter", "skal ikke være lengre enn fristMinutter");
        }
        if (aktivert && orgSvarUt == null && adresse == null) {
            felter.feil(
                    "organisasjonsnummerSvarUt",
                    "eller /postadresse trengs for å aktivere: det som ikke kvitteres, sendes dit");
        }
        if (aktivert && teknisk.isEmpty()) {
            felter.feil("kontaktpersoner/tekniskAnsvarligEpost", "trengs for å aktivere: varsler sendes dit");
        }
        Kommuneoppsett nytt = new Kommuneoppsett(
                aktivert,
                felter.krevBoolsk("stotterOppdateringer"),
                felter.boolsk("midlertidigDeaktivertMottak", false),
                felter.boolsk("midlertidigDeaktivertOppdateringer", false),
                felter.boolsk("nksTilgang", false),
                felter.tekst("behandlingsansvarlig", 200),
                brukerFiksIO,
                standardkonto,
                felter.uuid("dokumentlagerKontoId"),
                organisasjon(felter, "organisasjonsnummerFiksIO"),
                orgSvarUt,
                adresse,
                fag,
                teknisk,
                Duration.ofMinutes(frist),
                Duration.ofMinutes(hastefrist));
        krevKonto(felter, nytt, gjeldende.kontoer());
        felter.krevGyldig();
        return nytt;
    }

    /** {@code brukerFiksIO} and {@code kanal} say the same; one is enough, two must agree. */
    private static boolean kanal(Feltleser felter) {
        boolean fiksIO = "FIKS_IO".equals(felter.tekst("kanal", KANAL, "FIKS_IO eller SVARUT"));
        if (!felter.har("kanal")) {
            return felter.krevBoolsk("brukerFiksIO");
        }
        if (felter.boolsk("brukerFiksIO", fiksIO) != fiksIO) {
            felter.feil("kanal", "sier noe annet enn /brukerFiksIO");
        }
        return fiksIO;
    }

    private static @Nullable UUID eneste(List<Visning.Konto> kontoer) {
        List<UUID> brukbare = kontoer.stream()
                .filter(k -> k.aktiv()
                        && k.offentligNokkel() != null
                        && k.offentligNokkel().brukbar())
                .map(Visning.Konto::kontoId)
                .toList();
        return brukbare.size() == 1 ? brukbare.getFirst() : null;
    }

    private static void krevKonto(Feltleser felter, Kommuneoppsett nytt, List<Visning.Konto> kontoer) {
        UUID standardkonto = nytt.fiksIOKontoId();
        if (standardkonto == null) {
            if (nytt.brukerFiksIO()) {
                felter.feil("fiksIOKontoId", "trengs når kanalen er FIKS_IO");
            }
            return;
        }
        Visning.Konto konto = kontoer.stream()
                .filter(k -> k.kontoId().equals(standardkonto))
                .findFirst()
                .orElse(null);
        if (konto == null) {
            felter.feil("fiksIOKontoId", "er ikke en av kommunens kontoer");
        } else if (nytt.brukerFiksIO() && !konto.aktiv()) {
            felter.feil("fiksIOKontoId", "er en stengt konto");
        } else if (nytt.brukerFiksIO()
                && (konto.offentligNokkel() == null || !konto.offentligNokkel().brukbar())) {
            felter.feil("fiksIOKontoId", "er en konto uten en offentlig nøkkel som kan brukes");
        }
    }

    /** A body may be an edited answer to a GET. What is only for reading must then not have been edited. */
    private static void krevUendret(Feltleser felter, JsonNode gjeldende) {
        for (String felt : FASTE) {
            if (felter.har(felt) && !felter.verdi(felt).equals(gjeldende.get(felt))) {
                felter.feil(felt, "kan ikke endres her");
            }
        }
        if (felter.har("kontoer")
                && !kontofelter(felter.verdi("kontoer")).equals(kontofelter(gjeldende.get("kontoer")))) {
            felter.feil("kontoer", "endres ikke her, men under …/kontoer/{kontoId}");
        }
    }

    private static ArrayNode kontofelter(JsonNode kontoer) {
        ArrayNode felter = JsonNodeFactory.instance.arrayNode();
        kontoer.forEach(konto -> {
            ObjectNode en = felter.addObject();
            KONTOFELTER.forEach(felt -> en.set(felt, konto.path(felt)));
        });
        return felter;
    }

    private static @Nullable String organisasjon(Feltleser felter, String felt) {
        String nummer = felter.tekst(felt, SIFFER_9, "ni siffer");
        if (nummer != null
                && SIFFER_9.matcher(nummer).matches()
                && Organisasjonsnummer.of(nummer).isEmpty()) {
            felter.feil(felt, "har feil kontrollsiffer");
        }
        return nummer;
    }

    private static @Nullable Postadresse adresse(@Nullable Feltleser felter) {
        if (felter == null) {
            return null;
        }
        felter.kjennerBare(
                Set.of("navn", "adresselinje1", "adresselinje2", "adresselinje3", "postnummer", "poststed", "land"));
        return new Postadresse(
                felter.krevTekst("navn", LINJE),
                felter.tekst("adresselinje1", LINJE),
                felter.tekst("adresselinje2", LINJE),
                felter.tekst("adresselinje3", LINJE),
                felter.krevTekst("postnummer", SIFFER_4, "fire siffer"),
                felter.krevTekst("poststed", LINJE),
                felter.tekst("land", LINJE));
    }

    private List<String> epost(Feltleser kontakter, String felt) {
        return kontakter.tekster(felt, config.maksKontakter(), EPOST, "en e-postadresse");
    }
}
