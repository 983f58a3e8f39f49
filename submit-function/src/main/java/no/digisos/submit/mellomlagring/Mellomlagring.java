package no.digisos.submit.mellomlagring;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.UUID;

/** Files waiting for their submission, on the wire (contract.md 2). */
@RegisterForReflection
record Mellomlagring(String navEksternRefId, List<MellomlagringMetadata> mellomlagringMetadataList) {

    /**
     * One file.
     *
     * @param storrelse bytes of the plain file
     */
    record MellomlagringMetadata(String filnavn, UUID filId, long storrelse, String mimetype) {}
}
