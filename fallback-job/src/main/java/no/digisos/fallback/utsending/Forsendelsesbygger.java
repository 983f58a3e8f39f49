package no.digisos.fallback.utsending;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import no.digisos.common.dokumentlager.Dokument;
import no.digisos.common.dokumentlager.DokumentRepository;
import no.digisos.common.dokumentlager.Dokumenter;
import no.digisos.common.dokumentlager.Sendeformer;
import no.digisos.common.identity.Kommunenummer;
import no.digisos.common.kommune.Kommune;
import no.digisos.common.kommune.KommuneRepository;
import no.digisos.common.krypto.SealBrokenException;
import no.digisos.common.leveranse.Forsendelsesmetadata;
import no.digisos.common.leveranse.Leveranse;
import no.digisos.common.leveranse.LeveranseSvarUt;
import no.digisos.common.leveranse.Soknadsleveranse;
import no.digisos.common.sak.Innsending;
import no.digisos.common.sak.InnsendingRepository;
import no.digisos.common.sendeform.Sendeform;
import no.digisos.fallback.svarut.Adresse;
import no.digisos.fallback.svarut.Forsendelse;
import no.digisos.fallback.svarut.ForsendelseDokument;
import no.digisos.fallback.svarut.SvarUtConfig;
import no.digisos.fallback.svarut.SvarUtException;
import org.jspecify.annotations.Nullable;

/** Makes a message into a forsendelse for SvarUt (svarut.md 1, messages.md 7), all but the sending itself. */
@ApplicationScoped
class Forsendelsesbygger {
    private final KommuneRepository kommuner;
    private final InnsendingRepository innsendinger;
    private final DokumentRepository dokumenter;
    private final Soknadsleveranse soknadsleveranse;
    private final LeveranseSvarUt leveranser;
    private final Dokumenter navn;
    private final Sendeformer sendeformer;
    private final Dokumentbygger dokumentbygger;
    private final SvarUtConfig config;
    private final ObjectMapper mapper;

    Forsendelsesbygger(
            KommuneRepository kommuner,
            InnsendingRepository innsendinger,
            DokumentRepository dokumenter,
            Soknadsleveranse soknadsleveranse,
            LeveranseSvarUt leveranser,
            Dokumenter navn,
            Sendeformer sendeformer,
            Dokumentbygger dokumentbygger,
            SvarUtConfig config,
            ObjectMapper mapper) {
        this.kommuner = kommuner;
        this.innsendinger = innsendinger;
        this.dokumenter = dokumenter;
        this.soknadsleveranse = soknadsleveranse;
        this.leveranser = leveranser;
        this.navn = navn;
        this.sendeformer = sendeformer;
        this.dokumentbygger = dokumentbygger;
        this.config = config;
        this.mapper = mapper;
    }

    /** What came of the making. */
    sealed interface Resultat {
        /**
         * Ready to be sent; the receiver as JSON is kept with the intent.
         *
         * @param utelatt why, by their ids, documents are not part of the letter that SvarUt may print
         */
        record Klar(
                Forsendelse forsendelse,
                List<ForsendelseDokument> dokumenter,
                String mottakerJson,
                Map<UUID, String> utelatt)
                implements Resultat {
            public Klar {
                dokumenter = List.copyOf(dokumenter);
                utelatt = Map.copyOf(utelatt);
            }
        }

        /** Neither organisation number nor postal address: a human must act. */
        record UtenAdresse(String grunn) implements Resultat {}

        /** What is stored cannot be opened, or breaks what SvarUt is known to demand: no repeat heals it. */
        record Umulig(String grunn) implements Resultat {}

        /** SvarUt's certificate could not be fetched. */
        record Senere(String grunn) implements Resultat {}
    }

    Resultat bygg(Leveranse leveranse) {
        try {
            return settSammen(leveranse);
        } catch (SealBrokenException | IllegalArgumentException e) {
            return new Resultat.Umulig("KAN_IKKE_SENDES: meldingen lar seg ikke sette sammen ("
                    + e.getClass().getSimpleName() + ")");
        } catch (SvarUtException e) {
            return new Resultat.Senere("SvarUts sertifikat kunne ikke hentes (" + e.getMessage() + ")");
        }
    }

    private Resultat settSammen(Leveranse leveranse) throws SvarUtException {
        Optional<Kommune> kommune = kommuner.finn(new Kommunenummer(leveranse.kommunenummer()));
        Optional<Adresse> mottaker = kommune.flatMap(Forsendelsesbygger::mottaker);
        if (mottaker.isEmpty()) {
            return new Resultat.UtenAdresse(LeveranseSvarUt.INGEN_ADRESSE + ": kommune " + leveranse.kommunenummer()
                    + " har verken organisasjonsnummerSvarUt eller postadresse");
        }
        Innsending innsending = innsendinger.findById(leveranse.innsendingId());
        List<Dokument> innhold = dokumenter.iInnsending(leveranse.innsendingId());
        Optional<Soknadsleveranse.Id> soknad = soknadsleveranse.forLeveranse(leveranse);
        Sendeform.Navn navnevalg =
                leveranser.erNoytral(leveranse.id()) ? Sendeform.Navn.NOYTRALE : Sendeform.Navn.AVSENDERS;
        List<Sendeform> former = sendeformer.forsendelsens(innhold, navnevalg, Forsendelsesmetadata.FILNAVN);
        Brev brev = Brev.av(mottaker.get(), innhold, former);
        if (brev.eneste() && brev.tomt()) {
            return new Resultat.Umulig(
                    "KAN_IKKE_SENDES: kommunen har bare postadresse, og ingen av dokumentene kan skrives ut");
        }
        Forsendelsesmetadata metadata = new Forsendelsesmetadata(
                innsending.navEksternRefId(),
                leveranse.digisosId(),
                innsending.klageId(),
                soknad.orElse(null),
                brev.utelattMedNavn(),
                opprinneligeNavn(innhold, former, navnevalg));
        List<ForsendelseDokument> deler = new ArrayList<>(dokumentbygger.bygg(leveranse, innhold, former, metadata));
        Forsendelse forsendelse = Forsendelse.forDigisos(
                config,
                tittel(leveranse),
                mottaker.get(),
                deler.stream().map(ForsendelseDokument::metadata).toList(),
                innsending.navEksternRefId(),
                leveranse.digisosId(),
                svarPaForsendelse(soknad),
                innsending.mottatt(),
                brev.kunDigital());
        return new Resultat.Klar(forsendelse, deler, json(mottaker.get()), brev.utelatt());
    }

    /** Without an organisation number only print is left; without an address only the digital way. */
    private static Optional<Adresse> mottaker(Kommune kommune) {
        String orgnr = kommune.organisasjonsnummerSvarUt();
        return kommune.postadresse()
                .map(adresse -> new Adresse(
                        adresse.navn(),
                        orgnr,
                        adresse.adresselinje1(),
                        adresse.adresselinje2(),
                        adresse.adresselinje3(),
                        adresse.postnummer(),
                        adresse.poststed(),
                        adresse.land()))
                .or(() -> Optional.ofNullable(orgnr)
                        .map(nummer -> new Adresse(kommune.navn(), nummer, null, null, null, null, null, null)));
    }

    /** What the receiver cannot guess; that a character was replaced shows by itself, and the order tells which file it is. */
    private List<Forsendelsesmetadata.OpprinneligNavn> opprinneligeNavn(
            List<Dokument> innhold, List<Sendeform> former, Sendeform.Navn navnevalg) {
        List<Forsendelsesmetadata.OpprinneligNavn> opprinnelige = new ArrayList<>();
        for (int i = 0; i < former.size(); i++) {
            Dokument dokument = innhold.get(i);
            String sendt = former.get(i).filnavn();
            String opprinnelig = navn.filnavn(dokument);
            boolean nyttNavn = navnevalg == Sendeform.Navn.NOYTRALE || dokument.omdopt();
            if (nyttNavn && !opprinnelig.equals(sendt)) {
                opprinnelige.add(new Forsendelsesmetadata.OpprinneligNavn(sendt, opprinnelig));
            }
        }
        return opprinnelige;
    }

    private String tittel(Leveranse leveranse) {
        return switch (leveranse.meldingType()) {
            case SOKNAD -> config.tittelSoknad();
            case ETTERSENDELSE -> config.tittelEttersendelse();
            case KLAGE -> config.tittelKlage();
            case KLAGE_ETTERSENDELSE -> config.tittelKlageEttersendelse();
            case KLAGE_TREKK -> config.tittelKlageTrukket();
        };
    }

    /** Only when both go by SvarUt. */
    private static @Nullable UUID svarPaForsendelse(Optional<Soknadsleveranse.Id> soknad) {
        return soknad.filter(id -> id.sendtKanal().equals("SVARUT"))
                .map(Soknadsleveranse.Id::id)
                .orElse(null);
    }

    private String json(Adresse mottaker) {
        try {
            return mapper.writeValueAsString(mottaker);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
