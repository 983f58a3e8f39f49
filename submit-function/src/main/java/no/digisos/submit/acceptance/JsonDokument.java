package no.digisos.submit.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;
import no.digisos.common.dokumentlager.DokumentRole;
import no.digisos.common.fileformat.FileFormat;
import no.digisos.common.fileformat.FileFormatValidator;

/**
 * A JSON document of a submission.
 *
 * @param filnavn its name in the case
 * @param innhold as sent, and kept just so
 * @param json the same, parsed
 * @param varierer top-level fields that a client sets anew at each attempt, so that they do not make a repeat something else
 */
public record JsonDokument(DokumentRole rolle, String filnavn, byte[] innhold, JsonNode json, Set<String> varierer) {

    /** {@code soknad.json} (messages.md 3). */
    public static JsonDokument soknad(byte[] content, JsonNode json) {
        return new JsonDokument(
                DokumentRole.SOKNAD_JSON,
                "soknad.json",
                content,
                json,
                Set.of("innsendingstidspunkt", "driftsinformasjon"));
    }

    /** {@code vedlegg.json} (messages.md 4). */
    public static JsonDokument vedlegg(byte[] content, JsonNode json) {
        return new JsonDokument(DokumentRole.VEDLEGG_JSON, "vedlegg.json", content, json, Set.of());
    }

    /** {@code klage.json} (messages.md 5): when and how the citizen logged in is not what the klage says. */
    public static JsonDokument klage(byte[] content, JsonNode json) {
        return new JsonDokument(
                DokumentRole.KLAGE_JSON, "klage.json", content, json, Set.of("innsendingstidspunkt", "autentisering"));
    }

    /** {@code trekk.json}, which has no published format. */
    public static JsonDokument trekk(byte[] content, JsonNode json) {
        return new JsonDokument(
                DokumentRole.TREKK_JSON, "trekk.json", content, json, Set.of("innsendingstidspunkt", "autentisering"));
    }

    /** The format that it should have, when there is one. */
    Optional<FileFormat> format() {
        return switch (rolle) {
            case SOKNAD_JSON -> Optional.of(FileFormat.SOKNAD);
            case VEDLEGG_JSON -> Optional.of(FileFormat.VEDLEGG);
            case KLAGE_JSON -> Optional.of(FileFormat.KLAGE);
            default -> Optional.empty();
        };
    }

    /** What is held against the format: one client writes explicit nulls in vedlegg.json (contract.md 1.4). */
    JsonNode forCheck() {
        return rolle == DokumentRole.VEDLEGG_JSON ? FileFormatValidator.withoutNulls(json) : json;
    }
}
