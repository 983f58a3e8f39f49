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
import no.digisos.common.database.DatabaseClock;
import no.digisos.common.kommune.Kommune;
import no.digisos.common.kommune.Kommunekonfigurasjon;
import no.digisos.common.kommune.Kommuneoppsett;
import no.digisos.common.kommune.Kontoer;
import no.digisos.common.kommune.Kontokonfigurasjon;
import no.digisos.common.kommune.Sertifikatfrist;
import no.digisos.common.krypto.Certificates;
import no.digisos.common.leveranse.Kotelling;
import org.jspecify.annotations.Nullable;

/** Shows a configuration as the wire wants it, and what about it will not work. */
@ApplicationScoped
class Konfigurasjonsvisning {
    private final Kontoer kontoer;
    private final Kotelling kotelling;
    private final DatabaseClock clock;
    private final KonfigurasjonConfig config;

    Konfigurasjonsvisning(Kontoer kontoer, Kotelling kotelling, DatabaseClock clock, KonfigurasjonConfig config) {
        this.kontoer = kontoer;
        this.kotelling = kotelling;
        this.clock = clock;
        this.config = config;
    }

    /** The moment at which certificates are judged; asked for before a transaction is opened. */
    Instant naa() {
        return clock.now();
    }

    Visning.Konfigurasjon vis(Connection c, Kommunekonfigurasjon konfigurasjon, Instant naa) throws SQLException {
        Kommuneoppsett oppsett = konfigurasjon.oppsett();
        List<Visning.Konto> vist = new ArrayList<>();
        for (Kontokonfigurasjon konto : kontoer.alle(c, konfigurasjon.fiksOrgId())) {
            vist.add(vis(c, konto, naa));
        }
        return new Visning.Konfigurasjon(
                oppsett.aktivert(),
                oppsett.stotterOppdateringer(),
                oppsett.midlertidigDeaktivertMottak(),
                oppsett.midlertidigDeaktivertOppdateringer(),
                oppsett.nksTilgang(),
                oppsett.behandlingsansvarlig(),
                oppsett.brukerFiksIO() ? "FIKS_IO" : "SVARUT",
                oppsett.brukerFiksIO(),
                oppsett.fiksIOKontoId(),
                oppsett.dokumentlagerKontoId(),
                oppsett.organisasjonsnummerFiksIO(),
                oppsett.organisasjonsnummerSvarUt(),
                adresse(oppsett.postadresse()),
                new Visning.Kontaktpersoner(oppsett.fagansvarligEpost(), oppsett.tekniskAnsvarligEpost()),
                oppsett.frist().toMinutes(),
                oppsett.hastefrist().toMinutes(),
                konfigurasjon.fiksOrgId(),
                konfigurasjon.kommunenummer(),
                konfigurasjon.navn(),
                konfigurasjon.endret().toEpochMilli(),
                vist,
                merknader(oppsett, vist));
    }

    Visning.Konto vis(Connection c, Kontokonfigurasjon konto, Instant naa) throws SQLException {
        return new Visning.Konto(
                konto.id(),
                konto.oppsett().navn(),
                konto.aktiv(),
                konto.oppsett().enhetsnumre(),
                konto.oppsett().meldingstyper(),
                konto.sertifikat().map(sertifikat -> nokkel(sertifikat, naa)).orElse(null),
                kotelling.tell(c, konto.id()).ventende());
    }

    private Visning.Nokkel nokkel(X509Certificate sertifikat, Instant naa) {
        Optional<String> hindring = Certificates.unusableReason(sertifikat, naa);
        Sertifikatfrist frist = Sertifikatfrist.av(sertifikat, naa);
        Optional<String> snart = frist.dager() <= config.sertifikatMerknadDager()
                ? Optional.of("Sertifikatet " + frist.tekst() + ".")
                : Optional.empty();
        return new Visning.Nokkel(
                Certificates.fingerprint(sertifikat),
                sertifikat.getNotBefore().toInstant().toEpochMilli(),
                sertifikat.getNotAfter().toInstant().toEpochMilli(),
                sertifikat.getSubjectX500Principal().getName(),
                sertifikat.getIssuerX500Principal().getName(),
                hindring.isEmpty(),
                hindring.or(() -> snart).orElse(null));
    }

    private static Optional<String> nokkelmerknad(UUID kontoId, Visning.@Nullable Nokkel nokkel) {
        if (nokkel == null || !nokkel.brukbar()) {
            return Optional.of(
                    "Konto " + kontoId + " har ingen offentlig nøkkel som kan brukes: det som skulle dit, går med"
                            + " SvarUt" + (nokkel == null || nokkel.merknad() == null ? "" : ". " + nokkel.merknad()));
        }
        return Optional.ofNullable(nokkel.merknad())
                .map(snart -> "Konto " + kontoId + ": " + snart
                        + " Last opp et nytt før da, ellers går det som skulle dit, med SvarUt");
    }

    private static Visning.@Nullable Postadresse adresse(Kommune.@Nullable Postadresse adresse) {
        return adresse == null
                ? null
                : new Visning.Postadresse(
                        adresse.navn(),
                        adresse.adresselinje1(),
                        adresse.adresselinje2(),
                        adresse.adresselinje3(),
                        adresse.postnummer(),
                        adresse.poststed(),
                        adresse.land());
    }

    private static List<String> merknader(Kommuneoppsett oppsett, List<Visning.Konto> kontoer) {
        List<String> merknader = new ArrayList<>();
        if (!oppsett.aktivert()) {
            merknader.add("Kommunen er ikke aktivert: søknader avvises");
        }
        if (oppsett.midlertidigDeaktivertMottak()) {
            merknader.add("Mottak er midlertidig deaktivert: søknader avvises");
        }
        if (oppsett.brukerFiksIO()) {
            UUID standardkonto = oppsett.fiksIOKontoId();
            if (kontoer.stream().noneMatch(k -> k.kontoId().equals(standardkonto) && k.aktiv())) {
                merknader.add(
                        "Standardkontoen mangler eller er stengt: det som ikke har en egen konto, går med SvarUt");
            }
            kontoer.stream()
                    .filter(Visning.Konto::aktiv)
                    .forEach(
                            k -> nokkelmerknad(k.kontoId(), k.offentligNokkel()).ifPresent(merknader::add));
        }
        kontoer.stream()
                .filter(k -> k.ventendeMeldinger() > 0 && (!k.aktiv() || !oppsett.brukerFiksIO()))
                .forEach(k -> merknader.add("Konto " + k.kontoId() + " er stengt med " + k.ventendeMeldinger()
                        + " ventende meldinger: de trekkes og går med SvarUt"));
        if (oppsett.organisasjonsnummerSvarUt() == null && oppsett.postadresse() == null) {
            merknader.add("Verken organisasjonsnummerSvarUt eller postadresse er satt: SvarUt har ingen adresse");
        }
        return List.copyOf(merknader);
    }
}
