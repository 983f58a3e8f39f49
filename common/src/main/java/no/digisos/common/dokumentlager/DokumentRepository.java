package no.digisos.common.dokumentlager;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Plain reads of stored documents. */
@ApplicationScoped
public class DokumentRepository implements PanacheRepositoryBase<Dokument, UUID> {
    /** The stored document of this id that belongs to this case, unless it is withdrawn from view: for the person and for NAV. */
    public Optional<Dokument> iSak(UUID dokumentId, UUID digisosId) {
        return visibleOnes(List.of(dokumentId), List.of(digisosId)).stream().findFirst();
    }

    /** As {@link #iSak}, of many documents and cases, in no order. */
    public List<Dokument> visibleOnes(Collection<UUID> dokumentIds, Collection<UUID> digisosIds) {
        return list(
                "id in ?1 and digisosId in ?2 and tilstand = ?3 and trukket is null",
                dokumentIds,
                digisosIds,
                DokumentState.LAGRET);
    }

    /** The stored document of this id in whatever case, unless it is withdrawn from view. */
    public Optional<Dokument> visible(UUID dokumentId) {
        return find(
                        "id = ?1 and digisosId is not null and tilstand = ?2 and trukket is null",
                        dokumentId,
                        DokumentState.LAGRET)
                .firstResultOptional();
    }

    /** All stored documents of these cases, in the order in which they are to be shown. */
    public List<Dokument> inSaker(Collection<UUID> digisosIds) {
        return list(
                "digisosId in ?1 and tilstand = ?2 order by rekkefolge, opprettet, id",
                digisosIds,
                DokumentState.LAGRET);
    }

    /** The stored documents of one submission, in order. */
    public List<Dokument> inInnsending(UUID innsendingId) {
        return list("innsendingId = ?1 and tilstand = ?2 order by rekkefolge, id", innsendingId, DokumentState.LAGRET);
    }

    /** The stored documents of these submissions, by submission and in order. */
    public Map<UUID, List<Dokument>> inInnsendinger(Collection<UUID> innsendingIds) {
        return list("innsendingId in ?1 and tilstand = ?2 order by rekkefolge, id", innsendingIds, DokumentState.LAGRET)
                .stream()
                .collect(Collectors.groupingBy(d -> Objects.requireNonNull(d.innsendingId)));
    }

    /** The files of a mellomlagring, oldest first. */
    public List<Dokument> inMellomlagring(UUID mellomlagringId) {
        return list(
                "mellomlagringId = ?1 and tilstand = ?2 order by opprettet, id", mellomlagringId, DokumentState.LAGRET);
    }

    public List<Dokument> inSakWithRole(UUID digisosId, DokumentRole role) {
        return list(
                "digisosId = ?1 and rolle = ?2 and tilstand = ?3 order by opprettet, rekkefolge, id",
                digisosId,
                role,
                DokumentState.LAGRET);
    }
}
