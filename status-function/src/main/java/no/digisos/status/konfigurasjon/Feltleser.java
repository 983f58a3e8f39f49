package no.digisos.status.konfigurasjon;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a body strictly, and tells of every fault at once, each with the field's JSON pointer. The messages never
 * quote what stood there.
 */
final class Feltleser {
    private static final int MAKS_FEIL_I_SVAR = 20;
    private static final Pattern UUID_FORM =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private final JsonNode objekt;
    private final String peker;
    private final List<String> feil;

    Feltleser(JsonNode objekt) {
        this(objekt, "", new ArrayList<>());
    }

    private Feltleser(JsonNode objekt, String peker, List<String> feil) {
        this.objekt = objekt;
        this.peker = peker;
        this.feil = feil;
    }

    /** Refuses fields with other names than these: a misspelt one would otherwise be a wish that nobody hears. */
    void kjennerBare(Set<String> navn) {
        objekt.fieldNames().forEachRemaining(felt -> {
            if (!navn.contains(felt)) {
                // A name is the caller's text too; what is no plain name is not repeated.
                feil(felt.matches("[0-9A-Za-z_]{1,40}") ? felt : "?", "er ikke et kjent felt");
            }
        });
    }

    void feil(String felt, String melding) {
        feil.add(peker + "/" + felt + " " + melding);
    }

    boolean har(String felt) {
        return !verdi(felt).isMissingNode() && !verdi(felt).isNull();
    }

    JsonNode verdi(String felt) {
        return objekt.path(felt);
    }

    boolean boolsk(String felt, boolean ellers) {
        return har(felt) ? krevBoolsk(felt) : ellers;
    }

    boolean krevBoolsk(String felt) {
        if (!verdi(felt).isBoolean()) {
            feil(felt, "skal være true eller false");
        }
        return verdi(felt).asBoolean();
    }

    /** A text, or null when it is not there. */
    @Nullable
    String tekst(String felt, int maksTegn) {
        return har(felt) ? krevTekst(felt, maksTegn) : null;
    }

    String krevTekst(String felt, int maksTegn) {
        String tekst = verdi(felt).isTextual() ? verdi(felt).textValue().strip() : "";
        if (tekst.isEmpty() || tekst.length() > maksTegn || tekst.chars().anyMatch(Character::isISOControl)) {
            feil(felt, "skal være en tekst på 1 til " + maksTegn + " tegn");
            return "";
        }
        return tekst;
    }

    /** A text of this form, or null when it is not there. */
    @Nullable
    String tekst(String felt, Pattern form, String hva) {
        return har(felt) ? krevTekst(felt, form, hva) : null;
    }

    String krevTekst(String felt, Pattern form, String hva) {
        String tekst = verdi(felt).isTextual() ? verdi(felt).textValue() : "";
        if (!form.matcher(tekst).matches()) {
            feil(felt, "skal være " + hva);
        }
        return tekst;
    }

    @Nullable
    UUID uuid(String felt) {
        String tekst = tekst(felt, UUID_FORM, "en UUID");
        return tekst == null || !UUID_FORM.matcher(tekst).matches() ? null : UUID.fromString(tekst);
    }

    long heltall(String felt, long minst, long mest, long ellers) {
        if (!har(felt)) {
            return ellers;
        }
        if (!verdi(felt).isIntegralNumber()
                || !verdi(felt).canConvertToLong()
                || verdi(felt).longValue() < minst
                || verdi(felt).longValue() > mest) {
            feil(felt, "skal være et heltall fra " + minst + " til " + mest);
            return ellers;
        }
        return verdi(felt).longValue();
    }

    /** A list of different texts of this form; empty when it is not there. */
    List<String> tekster(String felt, int maksAntall, Pattern form, String hva) {
        if (!har(felt)) {
            return List.of();
        }
        if (!verdi(felt).isArray() || verdi(felt).size() > maksAntall) {
            feil(felt, "skal være en liste med høyst " + maksAntall + " verdier");
            return List.of();
        }
        Set<String> sett = new TreeSet<>();
        List<String> tekster = new ArrayList<>();
        for (int i = 0; i < verdi(felt).size(); i++) {
            JsonNode verdi = verdi(felt).get(i);
            if (!verdi.isTextual() || !form.matcher(verdi.textValue()).matches()) {
                feil(felt + "/" + i, "skal være " + hva);
            } else if (!sett.add(verdi.textValue())) {
                feil(felt + "/" + i, "står mer enn én gang");
            } else {
                tekster.add(verdi.textValue());
            }
        }
        return tekster;
    }

    /** The fields of an object in the body, or null when it is not there. */
    @Nullable
    Feltleser objekt(String felt) {
        if (!har(felt)) {
            return null;
        }
        if (!verdi(felt).isObject()) {
            feil(felt, "skal være et objekt");
            return null;
        }
        return new Feltleser(verdi(felt), peker + "/" + felt, feil);
    }

    /**
     * Ends the reading.
     *
     * @throws ApiException 400 with all faults
     */
    void krevGyldig() {
        if (!feil.isEmpty()) {
            List<String> vist = feil.stream().limit(MAKS_FEIL_I_SVAR).toList();
            throw new ApiException(
                    ErrorCode.UGYLDIG_KONFIGURASJON, String.join("; ", vist), Map.<String, Object>of("feil", vist));
        }
    }
}
