package no.digisos.status.mottak;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import no.digisos.common.dokumentlager.Dokument;
import no.digisos.common.dokumentlager.DokumentRepository;
import no.digisos.common.leveranse.Forsendelsesmetadata;
import no.digisos.common.leveranse.Leveranse;
import no.digisos.common.leveranse.Soknadsleveranse;
import no.digisos.common.sak.Innsending;
import no.digisos.common.sak.InnsendingRepository;
import org.jspecify.annotations.Nullable;

/** What belongs to messages, fetched by a fixed number of questions however many they are. */
@ApplicationScoped
public class Meldingsinnhold {
    private final DokumentRepository dokumenter;
    private final InnsendingRepository innsendinger;
    private final Soknadsleveranse soknadsleveranse;

    Meldingsinnhold(
            DokumentRepository dokumenter, InnsendingRepository innsendinger, Soknadsleveranse soknadsleveranse) {
        this.dokumenter = dokumenter;
        this.innsendinger = innsendinger;
        this.soknadsleveranse = soknadsleveranse;
    }

    /**
     * A message with what it carries.
     *
     * @param dokumenter in order, the JSON documents first
     * @param soknadLeveranseId where the case's søknad went; not for a søknad itself
     */
    public record Innhold(
            Leveranse leveranse,
            Innsending innsending,
            List<Dokument> dokumenter,
            Soknadsleveranse.@Nullable Id soknadLeveranseId) {

        /** What {@code forsendelseMetadata.json} says. */
        Forsendelsesmetadata metadata() {
            return new Forsendelsesmetadata(
                    innsending.navEksternRefId(), leveranse.digisosId(), innsending.klageId(), soknadLeveranseId);
        }
    }

    /** One message's. */
    public Innhold av(Leveranse leveranse) {
        return av(List.of(leveranse)).getFirst();
    }

    /** In the order given. */
    public List<Innhold> av(List<Leveranse> leveranser) {
        if (leveranser.isEmpty()) {
            return List.of();
        }
        List<UUID> ider = leveranser.stream().map(Leveranse::innsendingId).toList();
        Map<UUID, Innsending> perId = innsendinger.list("id in ?1", ider).stream()
                .collect(Collectors.toMap(Innsending::id, innsending -> innsending));
        Map<UUID, List<Dokument>> innhold = dokumenter.iInnsendinger(ider);
        Map<UUID, Soknadsleveranse.Id> soknader = soknadsleveranse.forLeveranser(leveranser);
        return leveranser.stream()
                .map(leveranse -> new Innhold(
                        leveranse,
                        krev(perId.get(leveranse.innsendingId())),
                        innhold.getOrDefault(leveranse.innsendingId(), List.of()),
                        soknader.get(leveranse.id())))
                .toList();
    }

    private static Innsending krev(@Nullable Innsending innsending) {
        if (innsending == null) {
            throw new IllegalStateException("A delivery without its submission");
        }
        return innsending;
    }
}
