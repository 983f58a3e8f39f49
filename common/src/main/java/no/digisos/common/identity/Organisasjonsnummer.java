package no.digisos.common.identity;

import java.util.Optional;
import java.util.regex.Pattern;

/** Nine digits with a modulo-11 control digit. */
public record Organisasjonsnummer(String verdi) {
    private static final Pattern FORM = Pattern.compile("[0-9]{9}");

    public Organisasjonsnummer {
        if (!FORM.matcher(verdi).matches() || Mod11.remainder(verdi, 3, 2, 7, 6, 5, 4, 3, 2, 1) != 0) {
            throw new IllegalArgumentException("Ugyldig organisasjonsnummer");
        }
    }

    /** Reads the {@code ID} of a Maskinporten organisation claim, {@code 0192:<orgnr>} (auth.md 2); empty when it is not one. */
    public static Optional<Organisasjonsnummer> ofIso6523(String id) {
        return id.startsWith("0192:") ? of(id.substring("0192:".length())) : Optional.empty();
    }

    /** The number that this text is; empty when it is none. */
    public static Optional<Organisasjonsnummer> of(String value) {
        try {
            return Optional.of(new Organisasjonsnummer(value));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return verdi;
    }
}
