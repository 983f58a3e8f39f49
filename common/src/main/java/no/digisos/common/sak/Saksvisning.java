package no.digisos.common.sak;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import no.digisos.common.dokumentlager.Dokument;
import no.digisos.common.dokumentlager.DokumentRepository;
import no.digisos.common.dokumentlager.Dokumenter;
import no.digisos.common.dokumentlager.Dokumentrolle;
import no.digisos.common.identity.Fnr;
import no.digisos.common.person.Personer;
import no.digisos.common.sak.DigisosSak.DigisosSoker;
import no.digisos.common.sak.DigisosSak.Ettersendelse;
import no.digisos.common.sak.DigisosSak.EttersendtInfoNAV;
import no.digisos.common.sak.DigisosSak.OriginalSoknadNAV;
import no.digisos.common.sak.DigisosSak.Tilleggsinformasjon;

/** Shows cases as the wire wants them, from indexed metadata alone: four queries however many cases, no document bytes. */
@ApplicationScoped
public class Saksvisning {
    private final Saker saker;
    private final Personer personer;
    private final InnsendingRepository innsendinger;
    private final OppdateringRepository oppdateringer;
    private final DokumentRepository dokumentRepository;
    private final Dokumenter dokumenter;

    public Saksvisning(
            Saker saker,
            Personer personer,
            InnsendingRepository innsendinger,
            OppdateringRepository oppdateringer,
            DokumentRepository dokumentRepository,
            Dokumenter dokumenter) {
        this.saker = saker;
        this.personer = personer;
        this.innsendinger = innsendinger;
        this.oppdateringer = oppdateringer;
        this.dokumentRepository = dokumentRepository;
        this.dokumenter = dokumenter;
    }

    public DigisosSak vis(Sak sak) {
        return vis(List.of(sak)).getFirst();
    }

    public List<DigisosSak> vis(List<Sak> liste) {
        if (liste.isEmpty()) {
            return List.of();
        }
        Collection<UUID> ider = liste.stream().map(Sak::digisosId).toList();
        Map<UUID, List<Innsending>> innsendingerPerSak =
                innsendinger.iSaker(ider).stream().collect(Collectors.groupingBy(Innsending::digisosId));
        Map<UUID, Oppdatering> oppdateringPerSak =
                oppdateringer.gjeldende(ider).stream().collect(Collectors.toMap(o -> o.digisosId, o -> o));
        Map<UUID, List<Dokument>> dokumenterPerSak =
                dokumentRepository.iSaker(ider).stream().collect(Collectors.groupingBy(d -> eier(d)));
        Map<UUID, Fnr> sokere = liste.stream().collect(Collectors.toMap(Sak::digisosId, saker::soker, (a, b) -> a));
        Map<Fnr, Fnr> gjeldende = personer.gjeldende(sokere.values());
        return liste.stream()
                .map(sak -> vis(
                        sak,
                        Objects.requireNonNull(gjeldende.get(sokere.get(sak.digisosId()))),
                        innsendingerPerSak.getOrDefault(sak.digisosId(), List.of()),
                        Optional.ofNullable(oppdateringPerSak.get(sak.digisosId())),
                        dokumenterPerSak.getOrDefault(sak.digisosId(), List.of())))
                .toList();
    }

    private DigisosSak vis(
            Sak sak,
            Fnr soker,
            List<Innsending> sakensInnsendinger,
            Optional<Oppdatering> oppdatering,
            List<Dokument> alle) {
        Map<UUID, List<Dokument>> perInnsending = alle.stream()
                .filter(d -> d.innsendingId() != null)
                .collect(Collectors.groupingBy(Dokument::innsendingId));
        List<Ettersendelse> ettersendelser = new ArrayList<>();
        OriginalSoknadNAV soknad = null;
        for (Innsending innsending : sakensInnsendinger) {
            List<Dokument> innhold = perInnsending.getOrDefault(innsending.id(), List.of());
            switch (innsending.type()) {
                case SOKNAD -> soknad = soknad(innsending, innhold);
                case ETTERSENDELSE -> ettersendelser.add(ettersendelse(innsending, innhold));
                default -> {
                    // Klager have an endpoint of their own.
                }
            }
        }
        return new DigisosSak(
                sak.digisosId(),
                soker.verdi(),
                sak.fiksOrgId(),
                sak.kommunenummer(),
                sak.sistEndret.toEpochMilli(),
                soknad,
                new EttersendtInfoNAV(ettersendelser),
                oppdatering.map(o -> digisosSoker(o, alle)).orElse(null),
                new Tilleggsinformasjon(sak.enhetsnummer));
    }

    private OriginalSoknadNAV soknad(Innsending innsending, List<Dokument> innhold) {
        return new OriginalSoknadNAV(
                innsending.navEksternRefId(),
                ett(innhold, Dokumentrolle.SOKNAD_JSON).id(),
                ett(innhold, Dokumentrolle.VEDLEGG_JSON).id(),
                info(ett(innhold, Dokumentrolle.SOKNAD_DOKUMENT)),
                vedlegg(innhold),
                innsending.mottatt().toEpochMilli());
    }

    private Ettersendelse ettersendelse(Innsending innsending, List<Dokument> innhold) {
        return new Ettersendelse(
                innsending.navEksternRefId(),
                ett(innhold, Dokumentrolle.VEDLEGG_JSON).id(),
                vedlegg(innhold),
                innsending.mottatt().toEpochMilli());
    }

    private DigisosSoker digisosSoker(Oppdatering oppdatering, List<Dokument> alle) {
        return new DigisosSoker(
                oppdatering.dokumentId,
                alle.stream()
                        .filter(d -> d.rolle() == Dokumentrolle.FAGSYSTEM_FIL)
                        .map(this::info)
                        .toList(),
                oppdatering.tidspunkt.toEpochMilli());
    }

    private List<DokumentInfo> vedlegg(List<Dokument> innhold) {
        return innhold.stream()
                .filter(d -> d.rolle() == Dokumentrolle.VEDLEGG)
                .map(this::info)
                .toList();
    }

    /** A document of a case as the wire names it. */
    public DokumentInfo info(Dokument dokument) {
        return new DokumentInfo(dokumenter.filnavn(dokument), dokument.id(), dokument.storrelse());
    }

    private static Dokument ett(List<Dokument> innhold, Dokumentrolle rolle) {
        return innhold.stream()
                .filter(d -> d.rolle() == rolle)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("A submission without " + rolle));
    }

    private static UUID eier(Dokument dokument) {
        UUID digisosId = dokument.digisosId();
        if (digisosId == null) {
            throw new IllegalStateException("A case document without its case");
        }
        return digisosId;
    }
}
