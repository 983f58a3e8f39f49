package no.digisos.status.konfigurasjon;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import no.digisos.common.crypto.Certificates;
import no.digisos.common.database.DatabaseClock;
import no.digisos.common.kommune.CertificateExpiry;
import no.digisos.common.kommune.Kommune;
import no.digisos.common.kommune.KommuneConfiguration;
import no.digisos.common.kommune.KommuneSettings;
import no.digisos.common.kommune.KontoConfiguration;
import no.digisos.common.kommune.KontoTable;
import no.digisos.common.leveranse.QueueCounter;
import org.jspecify.annotations.Nullable;

/** Shows a configuration as the wire wants it, and what about it will not work. */
@ApplicationScoped
class KonfigurasjonView {
    private final KontoTable kontoer;
    private final QueueCounter queueCounter;
    private final DatabaseClock clock;
    private final KonfigurasjonConfig config;

    KonfigurasjonView(KontoTable kontoer, QueueCounter queueCounter, DatabaseClock clock, KonfigurasjonConfig config) {
        this.kontoer = kontoer;
        this.queueCounter = queueCounter;
        this.clock = clock;
        this.config = config;
    }

    /** The moment at which certificates are judged; asked for before a transaction is opened. */
    Instant now() {
        return clock.now();
    }

    KonfigurasjonJson.Konfigurasjon show(Connection c, KommuneConfiguration configuration, Instant now)
            throws SQLException {
        KommuneSettings settings = configuration.oppsett();
        List<KonfigurasjonJson.Konto> shown = new ArrayList<>();
        for (KontoConfiguration konto : kontoer.all(c, configuration.fiksOrgId())) {
            shown.add(show(c, konto, now));
        }
        return new KonfigurasjonJson.Konfigurasjon(
                settings.aktivert(),
                settings.stotterOppdateringer(),
                settings.midlertidigDeaktivertMottak(),
                settings.midlertidigDeaktivertOppdateringer(),
                settings.nksTilgang(),
                settings.behandlingsansvarlig(),
                settings.brukerFiksIO() ? "FIKS_IO" : "SVARUT",
                settings.brukerFiksIO(),
                settings.fiksIOKontoId(),
                settings.dokumentlagerKontoId(),
                settings.organisasjonsnummerFiksIO(),
                settings.organisasjonsnummerSvarUt(),
                address(settings.postadresse()),
                new KonfigurasjonJson.ContactPersons(settings.fagansvarligEpost(), settings.tekniskAnsvarligEpost()),
                settings.frist().toMinutes(),
                settings.hastefrist().toMinutes(),
                configuration.fiksOrgId(),
                configuration.kommunenummer(),
                configuration.navn(),
                configuration.endret().toEpochMilli(),
                shown,
                merknader(settings, shown));
    }

    KonfigurasjonJson.Konto show(Connection c, KontoConfiguration konto, Instant now) throws SQLException {
        return new KonfigurasjonJson.Konto(
                konto.id(),
                konto.oppsett().navn(),
                konto.aktiv(),
                konto.oppsett().enhetsnumre(),
                konto.oppsett().meldingstyper(),
                konto.sertifikat().map(certificate -> key(certificate, now)).orElse(null),
                queueCounter.count(c, konto.id()).ventende());
    }

    private KonfigurasjonJson.Key key(X509Certificate certificate, Instant now) {
        Optional<String> obstacle = Certificates.unusableReason(certificate, now);
        CertificateExpiry frist = CertificateExpiry.of(certificate, now);
        Optional<String> soon = frist.dager() <= config.sertifikatMerknadDager()
                ? Optional.of("Sertifikatet " + frist.text() + ".")
                : Optional.empty();
        return new KonfigurasjonJson.Key(
                Certificates.fingerprint(certificate),
                certificate.getNotBefore().toInstant().toEpochMilli(),
                certificate.getNotAfter().toInstant().toEpochMilli(),
                certificate.getSubjectX500Principal().getName(),
                certificate.getIssuerX500Principal().getName(),
                obstacle.isEmpty(),
                obstacle.or(() -> soon).orElse(null));
    }

    private static Optional<String> keyMerknad(UUID kontoId, KonfigurasjonJson.@Nullable Key key) {
        if (key == null || !key.brukbar()) {
            return Optional.of(
                    "Konto " + kontoId + " har ingen offentlig nøkkel som kan brukes: det som skulle dit, går med"
                            + " SvarUt" + (key == null || key.merknad() == null ? "" : ". " + key.merknad()));
        }
        return Optional.ofNullable(key.merknad())
                .map(soon -> "Konto " + kontoId + ": " + soon
                        + " Last opp et nytt før da, ellers går det som skulle dit, med SvarUt");
    }

    private static KonfigurasjonJson.@Nullable Postadresse address(Kommune.@Nullable Postadresse address) {
        return address == null
                ? null
                : new KonfigurasjonJson.Postadresse(
                        address.navn(),
                        address.adresselinje1(),
                        address.adresselinje2(),
                        address.adresselinje3(),
                        address.postnummer(),
                        address.poststed(),
                        address.land());
    }

    private static List<String> merknader(KommuneSettings settings, List<KonfigurasjonJson.Konto> kontoer) {
        List<String> merknader = new ArrayList<>();
        if (!settings.aktivert()) {
            merknader.add("Kommunen er ikke aktivert: søknader avvises");
        }
        if (settings.midlertidigDeaktivertMottak()) {
            merknader.add("Mottak er midlertidig deaktivert: søknader avvises");
        }
        if (settings.brukerFiksIO()) {
            UUID defaultKonto = settings.fiksIOKontoId();
            if (kontoer.stream().noneMatch(k -> k.kontoId().equals(defaultKonto) && k.aktiv())) {
                merknader.add(
                        "Standardkontoen mangler eller er stengt: det som ikke har en egen konto, går med SvarUt");
            }
            kontoer.stream()
                    .filter(KonfigurasjonJson.Konto::aktiv)
                    .forEach(k -> keyMerknad(k.kontoId(), k.offentligNokkel()).ifPresent(merknader::add));
        }
        kontoer.stream()
                .filter(k -> k.ventendeMeldinger() > 0 && (!k.aktiv() || !settings.brukerFiksIO()))
                .forEach(k -> merknader.add("Konto " + k.kontoId() + " er stengt med " + k.ventendeMeldinger()
                        + " ventende meldinger: de trekkes og går med SvarUt"));
        if (settings.organisasjonsnummerSvarUt() == null && settings.postadresse() == null) {
            merknader.add("Verken organisasjonsnummerSvarUt eller postadresse er satt: SvarUt har ingen adresse");
        }
        return List.copyOf(merknader);
    }
}
