package no.digisos.common.sak;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.UUID;

/**
 * A document of a case on the wire (contract.md 3); exactly these keys.
 *
 * @param storrelse bytes of the plain file
 */
@RegisterForReflection
public record DokumentInfo(String filnavn, UUID dokumentlagerDokumentId, long storrelse) {}
