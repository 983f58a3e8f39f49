package no.digisos.fallback.svarut;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * The receiver (svarut.md 1).
 *
 * @param digitalId organisation number, 9 digits; without it the forsendelse can only be printed
 * @param postnummer required, with {@code poststed}, for a forsendelse that may be printed
 * @param land left out for Norway
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Address(
        String navn,
        @Nullable String digitalId,
        @Nullable String adresselinje1,
        @Nullable String adresselinje2,
        @Nullable String adresselinje3,
        @Nullable String postnummer,
        @Nullable String poststed,
        @Nullable String land) {
    public Address {
        if (navn.isBlank()) {
            throw new IllegalArgumentException("mottaker.navn is empty");
        }
    }
}
