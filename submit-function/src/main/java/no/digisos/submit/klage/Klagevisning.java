package no.digisos.submit.klage;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import no.digisos.common.dokumentlager.Dokument;
import no.digisos.common.dokumentlager.DokumentRepository;
import no.digisos.common.dokumentlager.Dokumentrolle;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.identity.Fnr;
import no.digisos.common.leveranse.Leveranse;
import no.digisos.common.leveranse.Leveranseoppslag;
import no.digisos.common.sak.DokumentInfo;
import no.digisos.common.sak.Innsending;
import no.digisos.common.sak.InnsendingRepository;
import no.digisos.common.sak.Sak;
import no.digisos.common.sak.SakRepository;
import no.digisos.common.sak.Saksvisning;
import no.digisos.submit.klage.Klage.Ettersendelse;
import no.digisos.submit.klage.Klage.EttersendtInfoNAV;
import no.digisos.submit.klage.Klage.TrekkKlageInfo;
import org.jspecify.annotations.Nullable;

/** Shows klager as the wire wants them: three queries however many there are, no document bytes. */
@ApplicationScoped
class Klagevisning {
    private final SakRepository saker;
    private final InnsendingRepository innsendinger;
    private final DokumentRepository dokumenter;
    private final Leveranseoppslag leveranser;
    private final Saksvisning saksvisning;

    Klagevisning(
            SakRepository saker,
            InnsendingRepository innsendinger,
            DokumentRepository dokumenter,
            Leveranseoppslag leveranser,
            Saksvisning saksvisning) {
        this.saker = saker;
        this.innsendinger = innsendinger;
        this.dokumenter = dokumenter;
        this.leveranser = leveranser;
        this.saksvisning = saksvisning;
    }

    /**
     * The person's case.
     *
     * @throws ApiException 404 when it is unknown, another's or deleted: to a reader these are alike
     */
    Sak krevSak(UUID digisosId, Fnr person) {
        return saker.finn(digisosId)
                .filter(sak -> saker.erSoker(sak, person))
                .orElseThrow(() -> new ApiException(ErrorCode.FINNES_IKKE, "Saken finnes ikke"));
    }

    /** The klager of these cases, in order of acceptance. */
    List<Klage> vis(List<Sak> klagesaker) {
        Map<UUID, Sak> sakPerId = klagesaker.stream().collect(Collectors.toMap(Sak::digisosId, Function.identity()));
        List<Innsending> alle = sakPerId.isEmpty()
                ? List.of()
                : innsendinger.iSaker(sakPerId.keySet()).stream()
                        .filter(innsending -> innsending.klageId() != null)
                        .toList();
        if (alle.isEmpty()) {
            return List.of();
        }
        List<UUID> ider = alle.stream().map(Innsending::id).toList();
        Map<UUID, List<Dokument>> dokumentene = dokumenter.iInnsendinger(ider);
        Map<UUID, Leveranse> leveransene = leveranser.forInnsendinger(ider);
        Map<UUID, List<Innlevert>> perKlage = alle.stream()
                .map(innsending -> new Innlevert(
                        innsending,
                        dokumentene.getOrDefault(innsending.id(), List.of()),
                        Objects.requireNonNull(leveransene.get(innsending.id()), "A submission without its delivery")))
                .collect(Collectors.groupingBy(innlevert ->
                        Objects.requireNonNull(innlevert.innsending().klageId())));
        List<Klage> klager = new ArrayList<>();
        for (Innsending innsending : alle) {
            switch (innsending.type()) {
                case KLAGE ->
                    klager.add(vis(
                            Objects.requireNonNull(sakPerId.get(innsending.digisosId())),
                            perKlage.getOrDefault(innsending.klageId(), List.of())));
                case SOKNAD, ETTERSENDELSE, KLAGE_ETTERSENDELSE, KLAGE_TREKK -> {
                    // What follows a klage is shown with it.
                }
            }
        }
        return klager;
    }

    /** A submission with what came along and where it is. */
    private record Innlevert(Innsending innsending, List<Dokument> dokumenter, Leveranse leveranse) {
        Optional<Dokument> finn(Dokumentrolle rolle) {
            return dokumenter.stream()
                    .filter(dokument -> dokument.rolle() == rolle)
                    .findFirst();
        }

        Dokument ett(Dokumentrolle rolle) {
            return finn(rolle).orElseThrow(() -> new IllegalStateException("A submission without " + rolle));
        }
    }

    /** The klage and what followed it; the klage itself is the first of its type. */
    private Klage vis(Sak sak, List<Innlevert> innlevert) {
        Innlevert klage = innlevert.getFirst();
        List<Ettersendelse> ettersendelser = new ArrayList<>();
        Innlevert trekk = null;
        for (Innlevert del : innlevert) {
            switch (del.innsending().type()) {
                case KLAGE -> klage = del;
                case KLAGE_ETTERSENDELSE -> ettersendelser.add(ettersendelse(del));
                case KLAGE_TREKK -> trekk = del;
                case SOKNAD, ETTERSENDELSE -> throw new IllegalStateException("A klage of another type");
            }
        }
        Innsending innsending = klage.innsending();
        return new Klage(
                sak.fiksOrgId(),
                sak.digisosId(),
                Objects.requireNonNull(innsending.klageId()),
                Objects.requireNonNull(innsending.vedtakId()),
                innsending.navEksternRefId(),
                klage.ett(Dokumentrolle.KLAGE_JSON).id(),
                klage.ett(Dokumentrolle.VEDLEGG_JSON).id(),
                saksvisning.info(klage.ett(Dokumentrolle.KLAGE_DOKUMENT)),
                vedlegg(klage),
                trekk == null ? null : trekkInfo(trekk),
                Sendtkvittering.av(klage.leveranse()),
                new EttersendtInfoNAV(ettersendelser),
                trekk != null);
    }

    private Ettersendelse ettersendelse(Innlevert innlevert) {
        return new Ettersendelse(
                innlevert.innsending().navEksternRefId(),
                innlevert.ett(Dokumentrolle.VEDLEGG_JSON).id(),
                vedlegg(innlevert),
                innlevert.innsending().mottatt().toEpochMilli());
    }

    private @Nullable TrekkKlageInfo trekkInfo(Innlevert trekk) {
        Dokument json = trekk.finn(Dokumentrolle.TREKK_JSON).orElse(null);
        Dokument vedleggJson = trekk.finn(Dokumentrolle.VEDLEGG_JSON).orElse(null);
        Dokument dokument = trekk.finn(Dokumentrolle.TREKK_DOKUMENT).orElse(null);
        if (json == null || vedleggJson == null || dokument == null) {
            return null;
        }
        return new TrekkKlageInfo(
                trekk.innsending().navEksternRefId(),
                json.id(),
                vedleggJson.id(),
                saksvisning.info(dokument),
                vedlegg(trekk),
                Sendtkvittering.av(trekk.leveranse()));
    }

    private List<DokumentInfo> vedlegg(Innlevert innlevert) {
        return innlevert.dokumenter().stream()
                .filter(dokument -> dokument.rolle() == Dokumentrolle.VEDLEGG)
                .map(saksvisning::info)
                .toList();
    }
}
