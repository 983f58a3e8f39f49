package no.digisos.submit.klage;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import no.digisos.common.database.Transactions;
import no.digisos.common.dokumentlager.Dokument;
import no.digisos.common.dokumentlager.DokumentLookup;
import no.digisos.common.dokumentlager.DokumentRole;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.identity.Fnr;
import no.digisos.common.leveranse.Leveranse;
import no.digisos.common.leveranse.LeveranseLookup;
import no.digisos.common.sak.DokumentInfo;
import no.digisos.common.sak.Innsending;
import no.digisos.common.sak.InnsendingTable;
import no.digisos.common.sak.Sak;
import no.digisos.common.sak.SakTable;
import no.digisos.common.sak.SakView;
import no.digisos.submit.klage.Klage.Ettersendelse;
import no.digisos.submit.klage.Klage.EttersendtInfoNAV;
import no.digisos.submit.klage.Klage.TrekkKlageInfo;
import org.jspecify.annotations.Nullable;

/** Shows klager as the wire wants them: three queries however many there are, no document bytes. */
@ApplicationScoped
class KlageView {
    private final Transactions transactions;
    private final SakTable saker;
    private final InnsendingTable innsendinger;
    private final DokumentLookup dokumenter;
    private final LeveranseLookup leveranser;
    private final SakView sakView;

    KlageView(
            Transactions transactions,
            SakTable saker,
            InnsendingTable innsendinger,
            DokumentLookup dokumenter,
            LeveranseLookup leveranser,
            SakView sakView) {
        this.transactions = transactions;
        this.saker = saker;
        this.innsendinger = innsendinger;
        this.dokumenter = dokumenter;
        this.leveranser = leveranser;
        this.sakView = sakView;
    }

    /**
     * The person's case.
     *
     * @throws ApiException 404 when it is unknown, another's or deleted: to a reader these are alike
     */
    Sak requireSak(UUID digisosId, Fnr person) {
        return saker.findOwn(digisosId, person)
                .orElseThrow(() -> new ApiException(ErrorCode.FINNES_IKKE, "Saken finnes ikke"));
    }

    /** The klager of these cases, in order of acceptance. */
    List<Klage> show(List<Sak> klageSaker) {
        Map<UUID, Sak> sakPerId = klageSaker.stream().collect(Collectors.toMap(Sak::digisosId, Function.identity()));
        if (sakPerId.isEmpty()) {
            return List.of();
        }
        Loaded loaded = transactions.autoCommit(c -> load(c, sakPerId.keySet()));
        List<Innsending> all = loaded.innsendinger();
        if (all.isEmpty()) {
            return List.of();
        }
        Map<UUID, List<Dokument>> allDokumenter = loaded.dokumenter();
        Map<UUID, Leveranse> theLeveranser = leveranser.forInnsendinger(ids(all));
        Map<UUID, List<Submitted>> perKlage = all.stream()
                .map(innsending -> new Submitted(
                        innsending,
                        allDokumenter.getOrDefault(innsending.id(), List.of()),
                        Objects.requireNonNull(
                                theLeveranser.get(innsending.id()), "A submission without its delivery")))
                .collect(Collectors.groupingBy(submitted ->
                        Objects.requireNonNull(submitted.innsending().klageId())));
        List<Klage> klager = new ArrayList<>();
        for (Innsending innsending : all) {
            switch (innsending.type()) {
                case KLAGE ->
                    klager.add(show(
                            Objects.requireNonNull(sakPerId.get(innsending.digisosId())),
                            perKlage.getOrDefault(innsending.klageId(), List.of())));
                case SOKNAD, ETTERSENDELSE, KLAGE_ETTERSENDELSE, KLAGE_TREKK -> {
                    // What follows a klage is shown with it.
                }
            }
        }
        return klager;
    }

    /** The klager of some cases and what followed them, with their documents by submission. */
    private record Loaded(List<Innsending> innsendinger, Map<UUID, List<Dokument>> dokumenter) {}

    private Loaded load(Connection c, Set<UUID> digisosIds) throws SQLException {
        List<Innsending> all = innsendinger.inSaker(c, digisosIds).stream()
                .filter(innsending -> innsending.klageId() != null)
                .toList();
        return new Loaded(all, all.isEmpty() ? Map.of() : dokumenter.inInnsendinger(c, ids(all)));
    }

    private static List<UUID> ids(List<Innsending> all) {
        return all.stream().map(Innsending::id).toList();
    }

    /** A submission with what came along and where it is. */
    private record Submitted(Innsending innsending, List<Dokument> dokumenter, Leveranse leveranse) {
        Optional<Dokument> find(DokumentRole role) {
            return dokumenter.stream()
                    .filter(dokument -> dokument.role() == role)
                    .findFirst();
        }

        Dokument single(DokumentRole role) {
            return find(role).orElseThrow(() -> new IllegalStateException("A submission without " + role));
        }
    }

    /** The klage and what followed it; the klage itself is the first of its type. */
    private Klage show(Sak sak, List<Submitted> submitted) {
        Submitted klage = submitted.getFirst();
        List<Ettersendelse> ettersendelser = new ArrayList<>();
        Submitted trekk = null;
        for (Submitted part : submitted) {
            switch (part.innsending().type()) {
                case KLAGE -> klage = part;
                case KLAGE_ETTERSENDELSE -> ettersendelser.add(ettersendelse(part));
                case KLAGE_TREKK -> trekk = part;
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
                klage.single(DokumentRole.KLAGE_JSON).id(),
                klage.single(DokumentRole.VEDLEGG_JSON).id(),
                sakView.info(klage.single(DokumentRole.KLAGE_DOKUMENT)),
                vedlegg(klage),
                trekk == null ? null : trekkInfo(trekk),
                SentKvittering.of(klage.leveranse()),
                new EttersendtInfoNAV(ettersendelser),
                trekk != null);
    }

    private Ettersendelse ettersendelse(Submitted submitted) {
        return new Ettersendelse(
                submitted.innsending().navEksternRefId(),
                submitted.single(DokumentRole.VEDLEGG_JSON).id(),
                vedlegg(submitted),
                submitted.innsending().mottatt().toEpochMilli());
    }

    private @Nullable TrekkKlageInfo trekkInfo(Submitted trekk) {
        Dokument json = trekk.find(DokumentRole.TREKK_JSON).orElse(null);
        Dokument vedleggJson = trekk.find(DokumentRole.VEDLEGG_JSON).orElse(null);
        Dokument dokument = trekk.find(DokumentRole.TREKK_DOKUMENT).orElse(null);
        if (json == null || vedleggJson == null || dokument == null) {
            return null;
        }
        return new TrekkKlageInfo(
                trekk.innsending().navEksternRefId(),
                json.id(),
                vedleggJson.id(),
                sakView.info(dokument),
                vedlegg(trekk),
                SentKvittering.of(trekk.leveranse()));
    }

    private List<DokumentInfo> vedlegg(Submitted submitted) {
        return submitted.dokumenter().stream()
                .filter(dokument -> dokument.role() == DokumentRole.VEDLEGG)
                .map(sakView::info)
                .toList();
    }
}
