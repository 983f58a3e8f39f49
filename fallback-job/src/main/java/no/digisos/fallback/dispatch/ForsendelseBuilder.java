package no.digisos.fallback.dispatch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import no.digisos.common.crypto.SealBrokenException;
import no.digisos.common.dokumentlager.Dokument;
import no.digisos.common.dokumentlager.DokumentRepository;
import no.digisos.common.dokumentlager.DokumentTable;
import no.digisos.common.dokumentlager.SendForms;
import no.digisos.common.identity.Kommunenummer;
import no.digisos.common.kommune.Kommune;
import no.digisos.common.kommune.KommuneRepository;
import no.digisos.common.leveranse.ForsendelseMetadata;
import no.digisos.common.leveranse.Leveranse;
import no.digisos.common.leveranse.LeveranseSvarUt;
import no.digisos.common.leveranse.MeldingTitles;
import no.digisos.common.leveranse.SoknadLeveranse;
import no.digisos.common.sak.Innsending;
import no.digisos.common.sak.InnsendingRepository;
import no.digisos.common.sendform.SendForm;
import no.digisos.fallback.svarut.Address;
import no.digisos.fallback.svarut.Forsendelse;
import no.digisos.fallback.svarut.ForsendelseDokument;
import no.digisos.fallback.svarut.SvarUtConfig;
import no.digisos.fallback.svarut.SvarUtException;
import org.jspecify.annotations.Nullable;

/** Makes a message into a forsendelse for SvarUt (svarut.md 1, messages.md 7), all but the sending itself. */
@ApplicationScoped
class ForsendelseBuilder {
    private final KommuneRepository kommuner;
    private final InnsendingRepository innsendinger;
    private final DokumentRepository dokumenter;
    private final SoknadLeveranse soknadLeveranse;
    private final LeveranseSvarUt leveranser;
    private final DokumentTable name;
    private final SendForms sendForms;
    private final DokumentBuilder dokumentBuilder;
    private final SvarUtConfig config;
    private final ObjectMapper mapper;

    ForsendelseBuilder(
            KommuneRepository kommuner,
            InnsendingRepository innsendinger,
            DokumentRepository dokumenter,
            SoknadLeveranse soknadLeveranse,
            LeveranseSvarUt leveranser,
            DokumentTable name,
            SendForms sendForms,
            DokumentBuilder dokumentBuilder,
            SvarUtConfig config,
            ObjectMapper mapper) {
        this.kommuner = kommuner;
        this.innsendinger = innsendinger;
        this.dokumenter = dokumenter;
        this.soknadLeveranse = soknadLeveranse;
        this.leveranser = leveranser;
        this.name = name;
        this.sendForms = sendForms;
        this.dokumentBuilder = dokumentBuilder;
        this.config = config;
        this.mapper = mapper;
    }

    /** What came of the making. */
    sealed interface Result {
        /**
         * Ready to be sent; the receiver as JSON is kept with the intent.
         *
         * @param utelatt why, by their ids, documents are not part of the letter that SvarUt may print
         */
        record Ready(
                Forsendelse forsendelse,
                List<ForsendelseDokument> dokumenter,
                String mottakerJson,
                Map<UUID, String> utelatt)
                implements Result {
            public Ready {
                dokumenter = List.copyOf(dokumenter);
                utelatt = Map.copyOf(utelatt);
            }
        }

        /** Neither organisation number nor postal address: a human must act. */
        record WithoutAddress(String grunn) implements Result {}

        /** What is stored cannot be opened, or breaks what SvarUt is known to demand: no repeat heals it. */
        record Impossible(String grunn) implements Result {}

        /** SvarUt's certificate could not be fetched. */
        record Later(String grunn) implements Result {}
    }

    Result build(Leveranse leveranse) {
        try {
            return assemble(leveranse);
        } catch (SealBrokenException | IllegalArgumentException e) {
            return new Result.Impossible("KAN_IKKE_SENDES: meldingen lar seg ikke sette sammen ("
                    + e.getClass().getSimpleName() + ")");
        } catch (SvarUtException e) {
            return new Result.Later("SvarUts sertifikat kunne ikke hentes (" + e.getMessage() + ")");
        }
    }

    private Result assemble(Leveranse leveranse) throws SvarUtException {
        Optional<Kommune> kommune = kommuner.find(new Kommunenummer(leveranse.kommunenummer()));
        Optional<Address> recipient = kommune.flatMap(ForsendelseBuilder::recipient);
        if (recipient.isEmpty()) {
            return new Result.WithoutAddress(LeveranseSvarUt.NO_ADDRESS + ": kommune " + leveranse.kommunenummer()
                    + " har verken organisasjonsnummerSvarUt eller postadresse");
        }
        Innsending innsending = innsendinger.findById(leveranse.innsendingId());
        List<Dokument> content = dokumenter.inInnsending(leveranse.innsendingId());
        Optional<SoknadLeveranse.Id> soknad = soknadLeveranse.forLeveranse(leveranse);
        SendForm.Name nameChoice =
                leveranser.isNeutral(leveranse.id()) ? SendForm.Name.NOYTRALE : SendForm.Name.AVSENDERS;
        List<SendForm> forms = sendForms.forsendelse(content, nameChoice, ForsendelseMetadata.FILNAVN);
        Letter letter = Letter.of(recipient.get(), content, forms);
        if (letter.eneste() && letter.tomt()) {
            return new Result.Impossible(
                    "KAN_IKKE_SENDES: kommunen har bare postadresse, og ingen av dokumentene kan skrives ut");
        }
        ForsendelseMetadata metadata = new ForsendelseMetadata(
                innsending.navEksternRefId(),
                leveranse.digisosId(),
                innsending.klageId(),
                soknad.orElse(null),
                letter.utelattMedNavn(),
                originalNames(content, forms, nameChoice));
        List<ForsendelseDokument> parts = new ArrayList<>(dokumentBuilder.build(leveranse, content, forms, metadata));
        Forsendelse forsendelse = Forsendelse.forDigisos(
                config,
                MeldingTitles.of(config, leveranse.meldingType()),
                recipient.get(),
                parts.stream().map(ForsendelseDokument::metadata).toList(),
                innsending.navEksternRefId(),
                leveranse.digisosId(),
                svarPaForsendelse(soknad),
                innsending.mottatt(),
                letter.kunDigital());
        return new Result.Ready(forsendelse, parts, json(recipient.get()), letter.utelatt());
    }

    /** Without an organisation number only print is left; without an address only the digital way. */
    private static Optional<Address> recipient(Kommune kommune) {
        String orgnr = kommune.organisasjonsnummerSvarUt();
        return kommune.postadresse()
                .map(address -> new Address(
                        address.navn(),
                        orgnr,
                        address.adresselinje1(),
                        address.adresselinje2(),
                        address.adresselinje3(),
                        address.postnummer(),
                        address.poststed(),
                        address.land()))
                .or(() -> Optional.ofNullable(orgnr)
                        .map(number -> new Address(kommune.name(), number, null, null, null, null, null, null)));
    }

    /** What the receiver cannot guess; that a character was replaced shows by itself, and the order tells which file it is. */
    private List<ForsendelseMetadata.OriginalName> originalNames(
            List<Dokument> content, List<SendForm> forms, SendForm.Name nameChoice) {
        List<ForsendelseMetadata.OriginalName> originals = new ArrayList<>();
        for (int i = 0; i < forms.size(); i++) {
            Dokument dokument = content.get(i);
            String sent = forms.get(i).filnavn();
            String original = name.filnavn(dokument);
            boolean newName = nameChoice == SendForm.Name.NOYTRALE || dokument.renamed();
            if (newName && !original.equals(sent)) {
                originals.add(new ForsendelseMetadata.OriginalName(sent, original));
            }
        }
        return originals;
    }

    /** Only when both go by SvarUt. */
    private static @Nullable UUID svarPaForsendelse(Optional<SoknadLeveranse.Id> soknad) {
        return soknad.filter(id -> id.sendtKanal().equals("SVARUT"))
                .map(SoknadLeveranse.Id::id)
                .orElse(null);
    }

    private String json(Address recipient) {
        try {
            return mapper.writeValueAsString(recipient);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
