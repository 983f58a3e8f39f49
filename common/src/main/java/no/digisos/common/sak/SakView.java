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
import no.digisos.common.database.Transactions;
import no.digisos.common.dokumentlager.Dokument;
import no.digisos.common.dokumentlager.DokumentLookup;
import no.digisos.common.dokumentlager.DokumentRole;
import no.digisos.common.dokumentlager.DokumentTable;
import no.digisos.common.identity.Fnr;
import no.digisos.common.person.PersonIndex;
import no.digisos.common.sak.DigisosSak.DigisosSoker;
import no.digisos.common.sak.DigisosSak.Ettersendelse;
import no.digisos.common.sak.DigisosSak.EttersendtInfoNAV;
import no.digisos.common.sak.DigisosSak.OriginalSoknadNAV;
import no.digisos.common.sak.DigisosSak.Tilleggsinformasjon;

/** Shows cases as the wire wants them, from indexed metadata alone: four queries however many cases, no document bytes. */
@ApplicationScoped
public class SakView {
    private final Transactions transactions;
    private final SakTable saker;
    private final PersonIndex persons;
    private final InnsendingTable innsendinger;
    private final OppdateringTable oppdateringer;
    private final DokumentLookup lookup;
    private final DokumentTable dokumenter;

    public SakView(
            Transactions transactions,
            SakTable saker,
            PersonIndex persons,
            InnsendingTable innsendinger,
            OppdateringTable oppdateringer,
            DokumentLookup lookup,
            DokumentTable dokumenter) {
        this.transactions = transactions;
        this.saker = saker;
        this.persons = persons;
        this.innsendinger = innsendinger;
        this.oppdateringer = oppdateringer;
        this.lookup = lookup;
        this.dokumenter = dokumenter;
    }

    /** What the cases consist of, read on one connection. */
    private record Loaded(
            List<Innsending> innsendinger,
            List<Oppdatering> oppdateringer,
            List<Dokument> dokumenter,
            Map<Fnr, Fnr> current) {}

    /** The case as its person sees it. */
    public DigisosSak show(Sak sak) {
        return show(List.of(sak)).getFirst();
    }

    /** The cases as their person sees them. */
    public List<DigisosSak> show(List<Sak> list) {
        if (list.isEmpty()) {
            return List.of();
        }
        Collection<UUID> ids = list.stream().map(Sak::digisosId).toList();
        Map<UUID, Fnr> sokere = list.stream().collect(Collectors.toMap(Sak::digisosId, saker::soker, (a, b) -> a));
        Loaded loaded = transactions.autoCommit(c -> new Loaded(
                innsendinger.inSaker(c, ids),
                oppdateringer.current(c, ids),
                lookup.inSaker(c, ids),
                persons.current(c, sokere.values())));
        Map<UUID, List<Innsending>> innsendingerPerSak =
                loaded.innsendinger().stream().collect(Collectors.groupingBy(Innsending::digisosId));
        Map<UUID, Oppdatering> oppdateringPerSak =
                loaded.oppdateringer().stream().collect(Collectors.toMap(Oppdatering::digisosId, o -> o));
        Map<UUID, List<Dokument>> dokumenterPerSak =
                loaded.dokumenter().stream().collect(Collectors.groupingBy(SakView::owner));
        return list.stream()
                .map(sak -> show(
                        sak,
                        Objects.requireNonNull(loaded.current().get(sokere.get(sak.digisosId()))),
                        innsendingerPerSak.getOrDefault(sak.digisosId(), List.of()),
                        Optional.ofNullable(oppdateringPerSak.get(sak.digisosId())),
                        dokumenterPerSak.getOrDefault(sak.digisosId(), List.of())))
                .toList();
    }

    private DigisosSak show(
            Sak sak,
            Fnr soker,
            List<Innsending> sakInnsendinger,
            Optional<Oppdatering> oppdatering,
            List<Dokument> all) {
        Map<UUID, List<Dokument>> perInnsending = all.stream()
                .filter(d -> d.innsendingId() != null)
                .collect(Collectors.groupingBy(Dokument::innsendingId));
        List<Ettersendelse> ettersendelser = new ArrayList<>();
        OriginalSoknadNAV soknad = null;
        for (Innsending innsending : sakInnsendinger) {
            List<Dokument> content = perInnsending.getOrDefault(innsending.id(), List.of());
            switch (innsending.type()) {
                case SOKNAD -> soknad = soknad(innsending, content);
                case ETTERSENDELSE -> ettersendelser.add(ettersendelse(innsending, content));
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
                sak.sistEndret().toEpochMilli(),
                soknad,
                new EttersendtInfoNAV(ettersendelser),
                oppdatering.map(o -> digisosSoker(o, all)).orElse(null),
                new Tilleggsinformasjon(sak.enhetsnummer()));
    }

    private OriginalSoknadNAV soknad(Innsending innsending, List<Dokument> content) {
        return new OriginalSoknadNAV(
                innsending.navEksternRefId(),
                single(content, DokumentRole.SOKNAD_JSON).id(),
                single(content, DokumentRole.VEDLEGG_JSON).id(),
                info(single(content, DokumentRole.SOKNAD_DOKUMENT)),
                vedlegg(content),
                innsending.mottatt().toEpochMilli());
    }

    private Ettersendelse ettersendelse(Innsending innsending, List<Dokument> content) {
        return new Ettersendelse(
                innsending.navEksternRefId(),
                single(content, DokumentRole.VEDLEGG_JSON).id(),
                vedlegg(content),
                innsending.mottatt().toEpochMilli());
    }

    private DigisosSoker digisosSoker(Oppdatering oppdatering, List<Dokument> all) {
        return new DigisosSoker(
                oppdatering.dokumentId(),
                all.stream()
                        .filter(d -> d.role() == DokumentRole.FAGSYSTEM_FIL)
                        .map(this::info)
                        .toList(),
                oppdatering.tidspunkt().toEpochMilli());
    }

    private List<DokumentInfo> vedlegg(List<Dokument> content) {
        return content.stream()
                .filter(d -> d.role() == DokumentRole.VEDLEGG)
                .map(this::info)
                .toList();
    }

    /** A document of a case as the wire names it. */
    public DokumentInfo info(Dokument dokument) {
        return new DokumentInfo(dokumenter.filnavn(dokument), dokument.id(), dokument.storrelse());
    }

    private static Dokument single(List<Dokument> content, DokumentRole role) {
        return content.stream()
                .filter(d -> d.role() == role)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("A submission without " + role));
    }

    private static UUID owner(Dokument dokument) {
        UUID digisosId = dokument.digisosId();
        if (digisosId == null) {
            throw new IllegalStateException("A case document without its case");
        }
        return digisosId;
    }
}
