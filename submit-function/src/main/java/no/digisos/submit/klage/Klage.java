package no.digisos.submit.klage;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.UUID;
import no.digisos.common.sak.DokumentInfo;
import org.jspecify.annotations.Nullable;

/**
 * A klage on the wire (contract.md 7).
 *
 * @param klageMetadata the document {@code klage.json}
 * @param vedleggMetadata the document {@code vedlegg.json}
 * @param vedlegg in the order of vedlegg.json
 * @param trekkKlageInfo the withdrawal's documents, when it came with all of them: readers require each
 */
@RegisterForReflection
record Klage(
        UUID fiksOrgId,
        UUID digisosId,
        UUID klageId,
        UUID vedtakId,
        String navEksternRefId,
        UUID klageMetadata,
        UUID vedleggMetadata,
        DokumentInfo klageDokument,
        List<DokumentInfo> vedlegg,
        @Nullable TrekkKlageInfo trekkKlageInfo,
        SentKvittering sendtKvittering,
        EttersendtInfoNAV ettersendtInfoNAV,
        boolean trukket) {

    /** What the citizen sent to the klage afterwards. */
    @RegisterForReflection
    record EttersendtInfoNAV(List<Ettersendelse> ettersendelser) {}

    /**
     * One later submission.
     *
     * @param timestampSendt epoch milliseconds
     */
    @RegisterForReflection
    record Ettersendelse(
            String navEksternRefId, UUID vedleggMetadata, List<DokumentInfo> vedlegg, long timestampSendt) {}

    /**
     * The withdrawal.
     *
     * @param trekkPdfMetadata the document {@code trekk.json}
     */
    @RegisterForReflection
    record TrekkKlageInfo(
            String navEksternRefId,
            UUID trekkPdfMetadata,
            UUID vedleggMetadata,
            DokumentInfo trekkKlageDokument,
            List<DokumentInfo> vedlegg,
            SentKvittering sendtKvittering) {}
}
