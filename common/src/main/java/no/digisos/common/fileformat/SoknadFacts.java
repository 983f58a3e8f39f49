package no.digisos.common.fileformat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** What acceptance needs to know of a soknad.json ({@code messages.md} 3). */
public final class SoknadFacts {
    private SoknadFacts() {}

    /**
     * The applicant's fødselsnummer or D-number as the document states it, {@code
     * data.personalia.personIdentifikator.verdi}; unchecked. Empty when it is missing, blank or not a
     * text. Personal data: not for logs or messages.
     */
    public static Optional<String> personIdentifikator(JsonNode soknad) {
        JsonNode value = soknad.path("data")
                .path("personalia")
                .path("personIdentifikator")
                .path("verdi");
        return Optional.ofNullable(value.textValue()).filter(text -> !text.isBlank());
    }
}
