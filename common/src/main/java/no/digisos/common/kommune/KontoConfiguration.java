package no.digisos.common.kommune;

import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.UUID;

/** One konto of a kommune as it stands. */
public record KontoConfiguration(
        UUID id, UUID fiksOrgId, boolean aktiv, KontoSettings oppsett, Optional<X509Certificate> sertifikat) {}
