package no.digisos.common.sak;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A case on the wire (contract.md 3). Strict clients read it: no key may be added, lists are never null, times are epoch
 * milliseconds.
 */
@RegisterForReflection
public record DigisosSak(
        UUID fiksDigisosId,
        String sokerFnr,
        UUID fiksOrgId,
        String kommunenummer,
        long sistEndret,
        @Nullable OriginalSoknadNAV originalSoknadNAV,
        @Nullable EttersendtInfoNAV ettersendtInfoNAV,
        @Nullable DigisosSoker digisosSoker,
        @Nullable Tilleggsinformasjon tilleggsinformasjon) {

    /** The søknad that opened the case; null for cases that a kommune opened itself. */
    public record OriginalSoknadNAV(
            String navEksternRefId,
            UUID metadata,
            UUID vedleggMetadata,
            DokumentInfo soknadDokument,
            List<DokumentInfo> vedlegg,
            long timestampSendt) {}

    /** What the citizen sent afterwards. */
    public record EttersendtInfoNAV(List<Ettersendelse> ettersendelser) {}

    /** One later submission; vedlegg in the order of its vedlegg.json. */
    public record Ettersendelse(
            String navEksternRefId, UUID vedleggMetadata, List<DokumentInfo> vedlegg, long timestampSendt) {}

    /** What the fagsystem last told. */
    public record DigisosSoker(UUID metadata, List<DokumentInfo> dokumenter, long timestampSistOppdatert) {}

    /** Extra facts that came with the søknad. */
    public record Tilleggsinformasjon(@Nullable String enhetsnummer) {}
}
