package no.digisos.metadata.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import no.digisos.common.crypto.Certificates;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.security.Virksomhetssertifikat;
import no.digisos.common.security.VirksomhetssertifikatProof;
import no.digisos.testkit.tls.Identity;
import no.digisos.testkit.tls.Profile;
import no.digisos.testkit.tls.TestAuthority;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a virksomhetssertifikat must be (auth.md 4). */
class VirksomhetssertifikatProofTest {
    private static final String NAV = "889640782";
    private static final String ANOTHER = "310501018";

    private static final TestAuthority ISSUER = TestAuthority.createIssuing("Test rot", "Test virksomheter");
    private static final VirksomhetssertifikatProof CHECK =
            new VirksomhetssertifikatProof(List.of(ISSUER.anchor()), List.of());

    @Test
    void both_profiles_say_whose_they_are_and_what_the_audit_row_needs() {
        for (Profile profile : List.of(Profile.seid1("NAV", NAV), Profile.seid2("NAV", NAV))) {
            Identity nav = ISSUER.issue(profile);
            Virksomhetssertifikat shown = check(nav.chain());
            assertThat(shown.organisasjon().verdi()).isEqualTo(NAV);
            assertThat(shown.serie())
                    .isEqualTo(nav.certificate().getSerialNumber().toString(16));
            assertThat(shown.avtrykk()).isEqualTo(Certificates.fingerprint(nav.certificate()));
        }
    }

    @Test
    void a_chain_may_come_in_any_order_and_its_links_from_the_configuration() {
        Identity nav = ISSUER.issue(Profile.seid2("NAV", NAV));
        X509Certificate intermediates = nav.chain().get(1);
        assertThat(check(List.of(nav.certificate(), ISSUER.anchor(), intermediates))
                        .organisasjon()
                        .verdi())
                .isEqualTo(NAV);
        assertInvalid(List.of(nav.certificate()), "stole på");
        assertThat(new VirksomhetssertifikatProof(List.of(ISSUER.anchor()), List.of(intermediates))
                        .check(List.of(nav.certificate()), Instant.now())
                        .organisasjon()
                        .verdi())
                .isEqualTo(NAV);
    }

    @Test
    void another_issuer_is_not_trusted_even_by_the_same_name() {
        TestAuthority fake = TestAuthority.createIssuing("Test rot", "Test virksomheter");
        assertInvalid(fake.issue(Profile.seid2("NAV", NAV)).chain(), "stole på");
        Identity selfSigned = TestAuthority.selfSigned("NAV");
        assertInvalid(selfSigned.chain(), "er ikke for innlogging");
    }

    @Test
    void an_organisations_certificate_issues_no_others() {
        Identity nav =
                ISSUER.issue(Profile.seid2("NAV", NAV).usedFor(KeyUsage.digitalSignature | KeyUsage.keyCertSign));
        assertThat(nav.certificate().getBasicConstraints()).isEqualTo(-1);
        assertInvalid(List.of(ISSUER.root().certificate(), ISSUER.anchor()), "er en utsteders");
    }

    @Test
    void times_are_checked_by_the_given_clock() {
        Identity nav = ISSUER.issue(Profile.seid2("NAV", NAV));
        assertInvalid(ISSUER.issue(Profile.seid2("NAV", NAV).expired()).chain(), "ikke gyldig på dette tidspunktet");
        assertInvalid(
                ISSUER.issue(Profile.seid2("NAV", NAV).notYetValid()).chain(), "ikke gyldig på dette tidspunktet");
        assertThatThrownBy(() -> CHECK.check(nav.chain(), Instant.now().plus(Duration.ofDays(10_000))))
                .isInstanceOf(ApiException.class);
    }

    static Stream<Profile> for_another_use() {
        Profile nav = Profile.seid2("NAV", NAV);
        return Stream.of(
                nav.usedFor(KeyUsage.keyEncipherment | KeyUsage.dataEncipherment),
                nav.usedFor(KeyUsage.nonRepudiation),
                nav.usedFor(KeyUsage.digitalSignature, KeyPurposeId.id_kp_emailProtection),
                nav.usedFor(KeyUsage.digitalSignature, KeyPurposeId.id_kp_serverAuth));
    }

    @ParameterizedTest
    @MethodSource("for_another_use")
    void a_certificate_for_another_use_logs_nobody_in(Profile profile) {
        assertInvalid(ISSUER.issue(profile).chain(), "er ikke for innlogging");
    }

    @Test
    void no_extended_use_is_any_use() {
        Profile without = Profile.seid2("NAV", NAV).usedFor(KeyUsage.digitalSignature);
        assertThat(check(ISSUER.issue(without).chain()).organisasjon().verdi()).isEqualTo(NAV);
        Profile everything =
                Profile.seid2("NAV", NAV).usedFor(KeyUsage.digitalSignature, KeyPurposeId.anyExtendedKeyUsage);
        assertThat(check(ISSUER.issue(everything).chain()).organisasjon().verdi())
                .isEqualTo(NAV);
    }

    @Test
    void the_number_may_be_written_in_any_string_type_and_share_its_rdn() {
        for (ASN1Encodable value : List.of(new DERUTF8String("NTRNO-" + NAV), new DERPrintableString("NTRNO-" + NAV))) {
            Profile profile = Profile.named(new X500NameBuilder()
                    .addMultiValuedRDN(new AttributeTypeAndValue[] {
                        new AttributeTypeAndValue(BCStyle.CN, new DERUTF8String("NAV")),
                        new AttributeTypeAndValue(BCStyle.ORGANIZATION_IDENTIFIER, value)
                    })
                    .build());
            assertThat(check(ISSUER.issue(profile).chain()).organisasjon().verdi())
                    .isEqualTo(NAV);
        }
    }

    @Test
    void a_name_that_only_looks_like_it_has_the_number_has_it_not() {
        // As text, this common name reads like another attribute.
        for (String cn : List.of(
                "X, OID.2.5.4.97=NTRNO-" + NAV,
                "X\", 2.5.4.97=NTRNO-" + NAV,
                "NTRNO-" + NAV,
                "X+serialNumber=" + NAV)) {
            Profile another = Profile.named(new X500NameBuilder()
                    .addRDN(BCStyle.CN, cn)
                    .addRDN(BCStyle.ORGANIZATION_IDENTIFIER, "NTRNO-" + ANOTHER)
                    .build());
            assertThat(check(ISSUER.issue(another).chain()).organisasjon().verdi())
                    .isEqualTo(ANOTHER);
            Profile without =
                    Profile.named(new X500NameBuilder().addRDN(BCStyle.CN, cn).build());
            assertInvalid(ISSUER.issue(without).chain(), "organisasjonsnummer");
        }
    }

    static Stream<X500NameBuilder> without_one_number() {
        return Stream.of(
                // In SEID 2 the serial number is something else, even if it looks like an organisation's.
                name().addRDN(BCStyle.ORGANIZATION_IDENTIFIER, "VATNO-" + NAV).addRDN(BCStyle.SERIALNUMBER, NAV),
                name().addRDN(BCStyle.ORGANIZATION_IDENTIFIER, NAV),
                name().addRDN(BCStyle.ORGANIZATION_IDENTIFIER, "NTRNO-889640783"),
                name().addRDN(BCStyle.ORGANIZATION_IDENTIFIER, "NTRNO-" + NAV + " "),
                name().addRDN(BCStyle.ORGANIZATION_IDENTIFIER, "NTRNO-" + NAV)
                        .addRDN(BCStyle.ORGANIZATION_IDENTIFIER, "NTRNO-" + ANOTHER),
                name().addRDN(BCStyle.SERIALNUMBER, NAV).addRDN(BCStyle.SERIALNUMBER, ANOTHER),
                name().addRDN(BCStyle.SERIALNUMBER, "NTRNO-" + NAV),
                name());
    }

    @ParameterizedTest
    @MethodSource("without_one_number")
    void one_valid_number_or_none(X500NameBuilder name) {
        assertInvalid(ISSUER.issue(Profile.named(name.build())).chain(), "organisasjonsnummer");
    }

    private static X500NameBuilder name() {
        return new X500NameBuilder().addRDN(BCStyle.CN, "NAV");
    }

    private static Virksomhetssertifikat check(List<X509Certificate> chain) {
        return CHECK.check(chain, Instant.now());
    }

    private static void assertInvalid(List<X509Certificate> chain, String why) {
        assertThatThrownBy(() -> check(chain))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UGYLDIG_SERTIFIKAT))
                .hasMessageContaining(why);
    }
}
