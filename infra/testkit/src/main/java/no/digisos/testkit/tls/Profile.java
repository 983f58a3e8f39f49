package no.digisos.testkit.tls;

import java.time.Duration;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;

/**
 * What an authority is asked to put in an organisation's certificate.
 *
 * @param keyUsage bits of {@link KeyUsage}
 * @param purposes of the extended key usage; none leaves the extension out
 * @param age since it became valid; negative for one that is not valid yet
 * @param lifetime from then on
 */
public record Profile(X500Name subject, int keyUsage, List<KeyPurposeId> purposes, Duration age, Duration lifetime) {

    private static final Duration AN_HOUR = Duration.ofHours(1);
    private static final Duration YEARS = Duration.ofDays(825);

    public Profile {
        purposes = List.copyOf(purposes);
    }

    /** The first SEID profile (auth.md 4): the organisation number is the serialNumber of the name. For logging in. */
    public static Profile seid1(String organisation, String number) {
        return named(new X500NameBuilder()
                .addRDN(BCStyle.C, "NO")
                .addRDN(BCStyle.O, organisation)
                .addRDN(BCStyle.CN, organisation)
                .addRDN(BCStyle.SERIALNUMBER, number)
                .build());
    }

    /**
     * The second SEID profile: the number is the organizationIdentifier, and the serialNumber is something else. For logging in.
     */
    public static Profile seid2(String organisation, String number) {
        return named(new X500NameBuilder()
                .addRDN(BCStyle.C, "NO")
                .addRDN(BCStyle.O, organisation)
                .addRDN(BCStyle.CN, organisation)
                .addRDN(BCStyle.SERIALNUMBER, "4041424344")
                .addRDN(BCStyle.ORGANIZATION_IDENTIFIER, "NTRNO-" + number)
                .build());
    }

    /** For logging in, with this name. */
    public static Profile named(X500Name subject) {
        return new Profile(
                subject,
                KeyUsage.digitalSignature | KeyUsage.keyEncipherment,
                List.of(KeyPurposeId.id_kp_clientAuth),
                AN_HOUR,
                YEARS);
    }

    /** For another use. */
    public Profile usedFor(int otherKeyUsage, KeyPurposeId... otherPurposes) {
        return new Profile(subject, otherKeyUsage, List.of(otherPurposes), age, lifetime);
    }

    /** One that ran out an hour ago. */
    public Profile expired() {
        return new Profile(subject, keyUsage, purposes, YEARS.plus(AN_HOUR), YEARS);
    }

    /** One that becomes valid in an hour. */
    public Profile notYetValid() {
        return new Profile(subject, keyUsage, purposes, AN_HOUR.negated(), YEARS);
    }
}
