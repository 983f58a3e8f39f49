package no.digisos.status.directory;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.identity.Organisasjonsnummer;
import org.jspecify.annotations.Nullable;

/** By what a konto is looked up: {@code ORG_NO.910297937} or {@code NAVENHET_ID.0315} (fiksio.md 6). */
sealed interface Identifier {
    /** The kommune's organisation number. */
    record OrgNo(Organisasjonsnummer nummer) implements Identifier {}

    /** A NAV office, four digits. */
    record NavEnhetId(String enhetsnummer) implements Identifier {}

    /**
     * Reads the parameter.
     *
     * @throws ApiException 400 when it is missing or of another form
     */
    static Identifier read(@Nullable String text) {
        Matcher form = Pattern.compile("([A-Z_]+)\\.([0-9]+)").matcher(text == null ? "" : text);
        if (!form.matches()) {
            throw invalid("skal være <type>.<siffer>, som ORG_NO.910297937 eller NAVENHET_ID.0315");
        }
        String value = form.group(2);
        return switch (form.group(1)) {
            case "ORG_NO" ->
                new OrgNo(Organisasjonsnummer.of(value)
                        .orElseThrow(() -> invalid("har et organisasjonsnummer som ikke er gyldig")));
            // The catalogue of 2018 spelt it with one underscore more (fiksio.md 10).
            case "NAVENHET_ID", "NAV_ENHET_ID" -> {
                if (value.length() != 4) {
                    throw invalid("har et enhetsnummer som ikke er fire siffer");
                }
                yield new NavEnhetId(value);
            }
            default -> throw invalid("har en type som ikke støttes: bruk ORG_NO eller NAVENHET_ID");
        };
    }

    private static ApiException invalid(String why) {
        return new ApiException(ErrorCode.UGYLDIG_FORESPORSEL, "identifikator " + why);
    }
}
