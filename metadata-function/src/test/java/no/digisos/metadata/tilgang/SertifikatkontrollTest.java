package no.digisos.metadata.tilgang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.krypto.Certificates;
import no.digisos.common.security.Sertifikatkontroll;
import no.digisos.common.security.Virksomhetssertifikat;
import no.digisos.local.tls.Identity;
import no.digisos.local.tls.Profile;
import no.digisos.local.tls.TestAuthority;
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
class SertifikatkontrollTest {
    private static final String NAV = "889640782";
    private static final String ANNEN = "310501018";

    private static final TestAuthority UTSTEDER = TestAuthority.createIssuing("Test rot", "Test virksomheter");
    private static final Sertifikatkontroll KONTROLL = new Sertifikatkontroll(List.of(UTSTEDER.anchor()), List.of());

    @Test
    void both_profiles_say_whose_they_are_and_what_the_audit_row_needs() {
        for (Profile profil : List.of(Profile.seid1("NAV", NAV), Profile.seid2("NAV", NAV))) {
            Identity nav = UTSTEDER.issue(profil);
            Virksomhetssertifikat vist = kontroller(nav.chain());
            assertThat(vist.organisasjon().verdi()).isEqualTo(NAV);
            assertThat(vist.serie())
                    .isEqualTo(nav.certificate().getSerialNumber().toString(16));
            assertThat(vist.avtrykk()).isEqualTo(Certificates.fingerprint(nav.certificate()));
        }
    }

    @Test
    void a_chain_may_come_in_any_order_and_its_links_from_the_configuration() {
        Identity nav = UTSTEDER.issue(Profile.seid2("NAV", NAV));
        X509Certificate mellomledd = nav.chain().get(1);
        assertThat(kontroller(List.of(nav.certificate(), UTSTEDER.anchor(), mellomledd))
                        .organisasjon()
                        .verdi())
                .isEqualTo(NAV);
        assertUgyldig(List.of(nav.certificate()), "stole på");
        assertThat(new Sertifikatkontroll(List.of(UTSTEDER.anchor()), List.of(mellomledd))
                        .kontroller(List.of(nav.certificate()), Instant.now())
                        .organisasjon()
                        .verdi())
                .isEqualTo(NAV);
    }

    @Test
    void another_issuer_is_not_trusted_even_by_the_same_name() {
        TestAuthority falsk = TestAuthority.createIssuing("Test rot", "Test virksomheter");
        assertUgyldig(falsk.issue(Profile.seid2("NAV", NAV)).chain(), "stole på");
        Identity selvsignert = TestAuthority.selfSigned("NAV");
        assertUgyldig(selvsignert.chain(), "er ikke for innlogging");
    }

    @Test
    void an_organisations_certificate_issues_no_others() {
        Identity nav =
                UTSTEDER.issue(Profile.seid2("NAV", NAV).usedFor(KeyUsage.digitalSignature | KeyUsage.keyCertSign));
        assertThat(nav.certificate().getBasicConstraints()).isEqualTo(-1);
        assertUgyldig(List.of(UTSTEDER.root().certificate(), UTSTEDER.anchor()), "er en utsteders");
    }

    @Test
    void times_are_checked_by_the_given_clock() {
        Identity nav = UTSTEDER.issue(Profile.seid2("NAV", NAV));
        assertUgyldig(UTSTEDER.issue(Profile.seid2("NAV", NAV).expired()).chain(), "ikke gyldig på dette tidspunktet");
        assertUgyldig(
                UTSTEDER.issue(Profile.seid2("NAV", NAV).notYetValid()).chain(), "ikke gyldig på dette tidspunktet");
        assertThatThrownBy(() -> KONTROLL.kontroller(nav.chain(), Instant.now().plus(Duration.ofDays(10_000))))
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
    void a_certificate_for_another_use_logs_nobody_in(Profile profil) {
        assertUgyldig(UTSTEDER.issue(profil).chain(), "er ikke for innlogging");
    }

    @Test
    void no_extended_use_is_any_use() {
        Profile uten = Profile.seid2("NAV", NAV).usedFor(KeyUsage.digitalSignature);
        assertThat(kontroller(UTSTEDER.issue(uten).chain()).organisasjon().verdi())
                .isEqualTo(NAV);
        Profile alt = Profile.seid2("NAV", NAV).usedFor(KeyUsage.digitalSignature, KeyPurposeId.anyExtendedKeyUsage);
        assertThat(kontroller(UTSTEDER.issue(alt).chain()).organisasjon().verdi())
                .isEqualTo(NAV);
    }

    @Test
    void the_number_may_be_written_in_any_string_type_and_share_its_rdn() {
        for (ASN1Encodable verdi : List.of(new DERUTF8String("NTRNO-" + NAV), new DERPrintableString("NTRNO-" + NAV))) {
            Profile profil = Profile.named(new X500NameBuilder()
                    .addMultiValuedRDN(new AttributeTypeAndValue[] {
                        new AttributeTypeAndValue(BCStyle.CN, new DERUTF8String("NAV")),
                        new AttributeTypeAndValue(BCStyle.ORGANIZATION_IDENTIFIER, verdi)
                    })
                    .build());
            assertThat(kontroller(UTSTEDER.issue(profil).chain()).organisasjon().verdi())
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
            Profile annen = Profile.named(new X500NameBuilder()
                    .addRDN(BCStyle.CN, cn)
                    .addRDN(BCStyle.ORGANIZATION_IDENTIFIER, "NTRNO-" + ANNEN)
                    .build());
            assertThat(kontroller(UTSTEDER.issue(annen).chain()).organisasjon().verdi())
                    .isEqualTo(ANNEN);
            Profile uten =
                    Profile.named(new X500NameBuilder().addRDN(BCStyle.CN, cn).build());
            assertUgyldig(UTSTEDER.issue(uten).chain(), "organisasjonsnummer");
        }
    }

    static Stream<X500NameBuilder> without_one_number() {
        return Stream.of(
                // In SEID 2 the serial number is something else, even if it looks like an organisation's.
                navn().addRDN(BCStyle.ORGANIZATION_IDENTIFIER, "VATNO-" + NAV).addRDN(BCStyle.SERIALNUMBER, NAV),
                navn().addRDN(BCStyle.ORGANIZATION_IDENTIFIER, NAV),
                navn().addRDN(BCStyle.ORGANIZATION_IDENTIFIER, "NTRNO-889640783"),
                navn().addRDN(BCStyle.ORGANIZATION_IDENTIFIER, "NTRNO-" + NAV + " "),
                navn().addRDN(BCStyle.ORGANIZATION_IDENTIFIER, "NTRNO-" + NAV)
                        .addRDN(BCStyle.ORGANIZATION_IDENTIFIER, "NTRNO-" + ANNEN),
                navn().addRDN(BCStyle.SERIALNUMBER, NAV).addRDN(BCStyle.SERIALNUMBER, ANNEN),
                navn().addRDN(BCStyle.SERIALNUMBER, "NTRNO-" + NAV),
                navn());
    }

    @ParameterizedTest
    @MethodSource("without_one_number")
    void one_valid_number_or_none(X500NameBuilder navn) {
        assertUgyldig(UTSTEDER.issue(Profile.named(navn.build())).chain(), "organisasjonsnummer");
    }

    private static X500NameBuilder navn() {
        return new X500NameBuilder().addRDN(BCStyle.CN, "NAV");
    }

    private static Virksomhetssertifikat kontroller(List<X509Certificate> kjede) {
        return KONTROLL.kontroller(kjede, Instant.now());
    }

    private static void assertUgyldig(List<X509Certificate> kjede, String hvorfor) {
        assertThatThrownBy(() -> kontroller(kjede))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UGYLDIG_SERTIFIKAT))
                .hasMessageContaining(hvorfor);
    }
}
