package no.digisos.status.svarinn;

import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import no.digisos.common.kommune.Kommune;
import no.digisos.common.kommune.KommuneRepository;
import no.digisos.common.krypto.SealBrokenException;
import no.digisos.common.leveranse.Leveranse;
import no.digisos.common.leveranse.Soknadsleveranse;
import no.digisos.common.observability.Feilspor;
import no.digisos.common.observability.Loggspor;
import no.digisos.status.mottak.Meldingsinnhold;
import no.digisos.status.mottak.Meldingsinnhold.Innhold;
import no.digisos.status.mottak.Meldingspakke;
import no.digisos.status.svarinn.Forsendelse.Avsender;
import no.digisos.status.svarinn.Forsendelse.Filmetadata;
import no.digisos.status.svarinn.Forsendelse.MetadataForImport;
import no.digisos.status.svarinn.Forsendelse.MetadataFraAvleverendeSystem;
import no.digisos.status.svarinn.Forsendelse.Mottaker;
import org.jspecify.annotations.Nullable;

/** Shows messages as SvarInn does (svarut.md 6). */
@ApplicationScoped
class Forsendelsesvisning {
    private static final Pattern MIMETYPE = Pattern.compile("[A-Za-z0-9!#$&^_.+-]{1,127}/[A-Za-z0-9!#$&^_.+-]{1,127}");
    private static final String KLAR = "Klar for mottak";
    private static final String NIVA = "4";
    private static final String TYPE = "nav.digisos";
    private static final String AVGIVENDE_SYSTEM = "digisos_avsender";

    private final Meldingsinnhold meldingsinnhold;
    private final Meldingspakke pakke;
    private final KommuneRepository kommuner;
    private final SvarInnConfig config;

    Forsendelsesvisning(
            Meldingsinnhold meldingsinnhold, Meldingspakke pakke, KommuneRepository kommuner, SvarInnConfig config) {
        this.meldingsinnhold = meldingsinnhold;
        this.pakke = pakke;
        this.kommuner = kommuner;
        this.config = config;
    }

    /**
     * All that can be shown; one that cannot is a fault of ours that must not stop the others.
     *
     * @param base the address that receivers reach us at
     */
    List<Forsendelse> vis(List<Leveranse> leveranser, URI base) {
        if (leveranser.isEmpty()) {
            return List.of();
        }
        Set<String> numre = leveranser.stream().map(Leveranse::kommunenummer).collect(Collectors.toSet());
        Map<String, Kommune> perNummer = kommuner.list("kommunenummer in ?1", numre).stream()
                .collect(Collectors.toMap(Kommune::kommunenummer, kommune -> kommune));
        List<Forsendelse> vist = new ArrayList<>();
        for (Innhold innhold : meldingsinnhold.av(leveranser)) {
            try {
                vist.add(vis(innhold, perNummer.get(innhold.leveranse().kommunenummer()), base));
            } catch (SealBrokenException e) {
                try (Loggspor _ = Loggspor.sak(
                        innhold.leveranse().digisosId(), innhold.innsending().navEksternRefId())) {
                    Log.errorf(
                            Feilspor.av(e),
                            "Melding %s kan ikke vises",
                            innhold.leveranse().id());
                }
            }
        }
        return List.copyOf(vist);
    }

    private Forsendelse vis(Innhold innhold, @Nullable Kommune kommune, URI base) {
        Leveranse leveranse = innhold.leveranse();
        return new Forsendelse(
                Avsender.utenAdresse(config.avsender()),
                mottaker(kommune),
                leveranse.id(),
                tittel(leveranse),
                leveranse.opprettet().toEpochMilli(),
                MetadataFraAvleverendeSystem.ingen(),
                MetadataForImport.ingen(),
                KLAR,
                NIVA,
                pakke.filerMedHoveddokumentForst(innhold).stream()
                        .map(Forsendelsesvisning::filmetadata)
                        .toList(),
                Mottaker.utenAdresse(
                        config.avsender(), config.avsenderOrganisasjonsnummer().verdi()),
                svarPaForsendelse(innhold.soknadLeveranseId(), leveranse),
                TYPE,
                innhold.innsending().navEksternRefId(),
                List.of(),
                downloadUrl(base, leveranse.id()),
                AVGIVENDE_SYSTEM,
                true);
    }

    private static String downloadUrl(URI base, UUID id) {
        String rot = base.toString();
        return (rot.endsWith("/") ? rot : rot + "/") + "tjenester/svarinn/forsendelse/" + id;
    }

    static Mottaker mottaker(@Nullable Kommune kommune) {
        if (kommune == null) {
            return Mottaker.utenAdresse("", "");
        }
        // Receivers refuse a message without it; the number that the catalogue knows the kommune by serves as well.
        String orgnr = kommune.organisasjonsnummerSvarUt() == null
                ? kommune.organisasjonsnummerFiksIO()
                : kommune.organisasjonsnummerSvarUt();
        return kommune.postadresse()
                .map(adresse -> new Mottaker(
                        utfylt(adresse.adresselinje1()),
                        utfylt(adresse.adresselinje2()),
                        utfylt(adresse.adresselinje3()),
                        utfylt(adresse.postnummer()),
                        utfylt(adresse.poststed()),
                        utfylt(adresse.navn()),
                        utfylt(adresse.land()),
                        utfylt(orgnr),
                        ""))
                .orElseGet(() -> Mottaker.utenAdresse(kommune.navn(), utfylt(orgnr)));
    }

    private static String utfylt(@Nullable String verdi) {
        return verdi == null ? "" : verdi;
    }

    private static Filmetadata filmetadata(Meldingspakke.Fil fil) {
        return new Filmetadata(
                fil.navn(),
                mimetype(fil.mimetype()),
                HexFormat.of().formatHex(fil.sha256()),
                fil.storrelse(),
                null,
                List.of());
    }

    /** Receivers parse it and give up a whole message for one that is none; senders state whatever a browser gave them. */
    static String mimetype(String oppgitt) {
        String type = oppgitt.split(";", 2)[0].strip();
        return MIMETYPE.matcher(type).matches() ? type : "application/octet-stream";
    }

    /** A case that the kommune opened itself has no shipment to answer. */
    private static @Nullable UUID svarPaForsendelse(Soknadsleveranse.@Nullable Id soknad, Leveranse leveranse) {
        return soknad == null || soknad.id().equals(leveranse.digisosId()) ? null : soknad.id();
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
}
