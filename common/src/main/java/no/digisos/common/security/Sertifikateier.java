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
final class Sertifikateier {
    private static final String PREFIKS = "NTRNO-";

    private Sertifikateier() {}

    /** The organisation; empty when the name has none, has two, or has one that is no organisation number. */
    static Optional<Organisasjonsnummer> av(X509Certificate sertifikat) {
        X500Name navn =
                X500Name.getInstance(sertifikat.getSubjectX500Principal().getEncoded());
        List<String> identifikatorer = verdier(navn, new ASN1ObjectIdentifier("2.5.4.97"));
        if (!identifikatorer.isEmpty()) {
            // In SEID 2 the serial number is something else, so it is no way out.
            return eneste(identifikatorer)
                    .filter(verdi -> verdi.startsWith(PREFIKS))
                    .flatMap(verdi -> Organisasjonsnummer.of(verdi.substring(PREFIKS.length())));
        }
        return eneste(verdier(navn, new ASN1ObjectIdentifier("2.5.4.5"))).flatMap(Organisasjonsnummer::of);
    }

    private static Optional<String> eneste(List<String> verdier) {
        return verdier.size() == 1 ? Optional.of(verdier.getFirst()) : Optional.empty();
    }

    private static List<String> verdier(X500Name navn, ASN1ObjectIdentifier type) {
        List<String> verdier = new ArrayList<>();
        for (RDN rdn : navn.getRDNs()) {
            for (AttributeTypeAndValue ledd : rdn.getTypesAndValues()) {
                if (ledd.getType().equals(type)) {
                    verdier.add(ledd.getValue() instanceof ASN1String tekst ? tekst.getString() : "");
                }
            }
        }
        return verdier;
    }
}
