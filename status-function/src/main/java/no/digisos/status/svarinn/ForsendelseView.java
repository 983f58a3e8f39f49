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
import no.digisos.common.crypto.SealBrokenException;
import no.digisos.common.kommune.Kommune;
import no.digisos.common.kommune.KommuneRepository;
import no.digisos.common.leveranse.Leveranse;
import no.digisos.common.leveranse.MeldingTitles;
import no.digisos.common.leveranse.SoknadLeveranse;
import no.digisos.common.observability.LogTrace;
import no.digisos.common.observability.SafeTrace;
import no.digisos.status.mottak.MeldingBundle;
import no.digisos.status.mottak.MeldingContent;
import no.digisos.status.mottak.MeldingContent.Content;
import no.digisos.status.svarinn.SvarInnForsendelse.FileMetadata;
import no.digisos.status.svarinn.SvarInnForsendelse.MetadataForImport;
import no.digisos.status.svarinn.SvarInnForsendelse.MetadataFraAvleverendeSystem;
import no.digisos.status.svarinn.SvarInnForsendelse.Recipient;
import no.digisos.status.svarinn.SvarInnForsendelse.Sender;
import org.jspecify.annotations.Nullable;

/** Shows messages as SvarInn does (svarut.md 6). */
@ApplicationScoped
class ForsendelseView {
    private static final Pattern MIMETYPE = Pattern.compile("[A-Za-z0-9!#$&^_.+-]{1,127}/[A-Za-z0-9!#$&^_.+-]{1,127}");
    private static final String READY = "Klar for mottak";
    private static final String LEVEL = "4";
    private static final String TYPE = "nav.digisos";
    private static final String AVGIVENDE_SYSTEM = "digisos_avsender";

    private final MeldingContent meldingContent;
    private final MeldingBundle bundle;
    private final KommuneRepository kommuner;
    private final SvarInnConfig config;

    ForsendelseView(
            MeldingContent meldingContent, MeldingBundle bundle, KommuneRepository kommuner, SvarInnConfig config) {
        this.meldingContent = meldingContent;
        this.bundle = bundle;
        this.kommuner = kommuner;
        this.config = config;
    }

    /**
     * All that can be shown; one that cannot is a fault of ours that must not stop the others.
     *
     * @param base the address that receivers reach us at
     */
    List<SvarInnForsendelse> show(List<Leveranse> leveranser, URI base) {
        if (leveranser.isEmpty()) {
            return List.of();
        }
        Set<String> numbers = leveranser.stream().map(Leveranse::kommunenummer).collect(Collectors.toSet());
        Map<String, Kommune> perNumber = kommuner.list("kommunenummer in ?1", numbers).stream()
                .collect(Collectors.toMap(Kommune::kommunenummer, kommune -> kommune));
        List<SvarInnForsendelse> shown = new ArrayList<>();
        for (Content content : meldingContent.of(leveranser)) {
            try {
                shown.add(show(content, perNumber.get(content.leveranse().kommunenummer()), base));
            } catch (SealBrokenException e) {
                try (LogTrace _ = LogTrace.sak(
                        content.leveranse().digisosId(), content.innsending().navEksternRefId())) {
                    Log.errorf(
                            SafeTrace.of(e),
                            "Melding %s cannot be shown",
                            content.leveranse().id());
                }
            }
        }
        return List.copyOf(shown);
    }

    private SvarInnForsendelse show(Content content, @Nullable Kommune kommune, URI base) {
        Leveranse leveranse = content.leveranse();
        return new SvarInnForsendelse(
                Sender.withoutAddress(config.avsender()),
                recipient(kommune),
                leveranse.id(),
                MeldingTitles.of(config, leveranse.meldingType()),
                leveranse.opprettet().toEpochMilli(),
                MetadataFraAvleverendeSystem.none(),
                MetadataForImport.none(),
                READY,
                LEVEL,
                bundle.filesWithMainDokumentFirst(content).stream()
                        .map(ForsendelseView::fileMetadata)
                        .toList(),
                Recipient.withoutAddress(
                        config.avsender(), config.avsenderOrganisasjonsnummer().verdi()),
                svarPaForsendelse(content.soknadLeveranseId(), leveranse),
                TYPE,
                content.innsending().navEksternRefId(),
                List.of(),
                downloadUrl(base, leveranse.id()),
                AVGIVENDE_SYSTEM,
                true);
    }

    private static String downloadUrl(URI base, UUID id) {
        String root = base.toString();
        return (root.endsWith("/") ? root : root + "/") + "tjenester/svarinn/forsendelse/" + id;
    }

    static Recipient recipient(@Nullable Kommune kommune) {
        if (kommune == null) {
            return Recipient.withoutAddress("", "");
        }
        // Receivers refuse a message without it; the number that the catalogue knows the kommune by serves as well.
        String orgnr = kommune.organisasjonsnummerSvarUt() == null
                ? kommune.organisasjonsnummerFiksIO()
                : kommune.organisasjonsnummerSvarUt();
        return kommune.postadresse()
                .map(address -> new Recipient(
                        filledIn(address.adresselinje1()),
                        filledIn(address.adresselinje2()),
                        filledIn(address.adresselinje3()),
                        filledIn(address.postnummer()),
                        filledIn(address.poststed()),
                        filledIn(address.navn()),
                        filledIn(address.land()),
                        filledIn(orgnr),
                        ""))
                .orElseGet(() -> Recipient.withoutAddress(kommune.name(), filledIn(orgnr)));
    }

    private static String filledIn(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static FileMetadata fileMetadata(MeldingBundle.FileEntry file) {
        return new FileMetadata(
                file.navn(),
                mimetype(file.mimetype()),
                HexFormat.of().formatHex(file.sha256()),
                file.storrelse(),
                null,
                List.of());
    }

    /** Receivers parse it and give up a whole message for one that is none; senders state whatever a browser gave them. */
    static String mimetype(String stated) {
        String type = stated.split(";", 2)[0].strip();
        return MIMETYPE.matcher(type).matches() ? type : "application/octet-stream";
    }

    /** A case that the kommune opened itself has no shipment to answer. */
    private static @Nullable UUID svarPaForsendelse(SoknadLeveranse.@Nullable Id soknad, Leveranse leveranse) {
        return soknad == null || soknad.id().equals(leveranse.digisosId()) ? null : soknad.id();
    }
}
