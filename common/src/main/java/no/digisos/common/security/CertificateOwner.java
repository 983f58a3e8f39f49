package no.digisos.common.security;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import no.digisos.common.identity.Organisasjonsnummer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;

/**
 * Whose a virksomhetssertifikat is (auth.md 4). SEID 2 has the number in organizationIdentifier (2.5.4.97, {@code NTRNO-…}); SEID 1,
 * which lacks that attribute, in serialNumber (2.5.4.5). Read from the bytes of the name: in its text form a common name can look
 * like any other attribute.
 */
final class CertificateOwner {
    private static final String PREFIX = "NTRNO-";

    private CertificateOwner() {}

    /** The organisation; empty when the name has none, has two, or has one that is no organisation number. */
    static Optional<Organisasjonsnummer> of(X509Certificate certificate) {
        X500Name name =
                X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
        List<String> identifiers = values(name, new ASN1ObjectIdentifier("2.5.4.97"));
        if (!identifiers.isEmpty()) {
            // In SEID 2 the serial number is something else, so it is no way out.
            return sole(identifiers)
                    .filter(value -> value.startsWith(PREFIX))
                    .flatMap(value -> Organisasjonsnummer.of(value.substring(PREFIX.length())));
        }
        return sole(values(name, new ASN1ObjectIdentifier("2.5.4.5"))).flatMap(Organisasjonsnummer::of);
    }

    private static Optional<String> sole(List<String> values) {
        return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
    }

    private static List<String> values(X500Name name, ASN1ObjectIdentifier type) {
        List<String> values = new ArrayList<>();
        for (RDN rdn : name.getRDNs()) {
            for (AttributeTypeAndValue items : rdn.getTypesAndValues()) {
                if (items.getType().equals(type)) {
                    values.add(items.getValue() instanceof ASN1String text ? text.getString() : "");
                }
            }
        }
        return values;
    }
}
