package no.digisos.submit.aksept;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;
import no.digisos.common.dokumentlager.Dokumentrolle;
import no.digisos.common.filformat.Filformat;
import no.digisos.common.filformat.FilformatValidator;

/**
 * A JSON document of a submission.
 *
 * @param filnavn its name in the case
 * @param innhold as sent, and kept just so
 * @param json the same, parsed
 * @param varierer top-level fields that a client sets anew at each attempt, so that they do not make a repeat something else
 */
public record JsonDokument(Dokumentrolle rolle, String filnavn, byte[] innhold, JsonNode json, Set<String> varierer) {

    /** {@code soknad.json} (messages.md 3). */
    public static JsonDokument soknad(byte[] innhold, JsonNode json) {
        return new JsonDokument(
                Dokumentrolle.SOKNAD_JSON,
                "soknad.json",
                innhold,
                json,
                Set.of("innsendingstidspunkt", "driftsinformasjon"));
    }

    /** {@code vedlegg.json} (messages.md 4). */
    public static JsonDokument vedlegg(byte[] innhold, JsonNode json) {
        return new JsonDokument(Dokumentrolle.VEDLEGG_JSON, "vedlegg.json", innhold, json, Set.of());
    }

    /** {@code klage.json} (messages.md 5): when and how the citizen logged in is not what the klage says. */
    public static JsonDokument klage(byte[] innhold, JsonNode json) {
        return new JsonDokument(
                Dokumentrolle.KLAGE_JSON, "klage.json", innhold, json, Set.of("innsendingstidspunkt", "autentisering"));
    }

    /** {@code trekk.json}, which has no published format. */
    public static JsonDokument trekk(byte[] innhold, JsonNode json) {
        return new JsonDokument(
                Dokumentrolle.TREKK_JSON, "trekk.json", innhold, json, Set.of("innsendingstidspunkt", "autentisering"));
    }

    /** The format that it should have, when there is one. */
    Optional<Filformat> format() {
        return switch (rolle) {
            case SOKNAD_JSON -> Optional.of(Filformat.SOKNAD);
            case VEDLEGG_JSON -> Optional.of(Filformat.VEDLEGG);
            case KLAGE_JSON -> Optional.of(Filformat.KLAGE);
            default -> Optional.empty();
        };
    }

    /** What is held against the format: one client writes explicit nulls in vedlegg.json (contract.md 1.4). */
    JsonNode forKontroll() {
        return rolle == Dokumentrolle.VEDLEGG_JSON ? FilformatValidator.withoutNulls(json) : json;
    }
}
