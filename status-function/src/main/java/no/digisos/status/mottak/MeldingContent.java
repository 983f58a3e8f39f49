package no.digisos.status.mottak;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import no.digisos.common.dokumentlager.Dokument;
import no.digisos.common.dokumentlager.DokumentRepository;
import no.digisos.common.leveranse.ForsendelseMetadata;
import no.digisos.common.leveranse.Leveranse;
import no.digisos.common.leveranse.SoknadLeveranse;
import no.digisos.common.sak.Innsending;
import no.digisos.common.sak.InnsendingRepository;
import org.jspecify.annotations.Nullable;

/** What belongs to messages, fetched by a fixed number of questions however many they are. */
@ApplicationScoped
public class MeldingContent {
    private final DokumentRepository dokumenter;
    private final InnsendingRepository innsendinger;
    private final SoknadLeveranse soknadLeveranse;

    MeldingContent(DokumentRepository dokumenter, InnsendingRepository innsendinger, SoknadLeveranse soknadLeveranse) {
        this.dokumenter = dokumenter;
        this.innsendinger = innsendinger;
        this.soknadLeveranse = soknadLeveranse;
    }

    /**
     * A message with what it carries.
     *
     * @param dokumenter in order, the JSON documents first
     * @param soknadLeveranseId where the case's søknad went; not for a søknad itself
     */
    public record Content(
            Leveranse leveranse,
            Innsending innsending,
            List<Dokument> dokumenter,
            SoknadLeveranse.@Nullable Id soknadLeveranseId) {

        /** What {@code forsendelseMetadata.json} says. */
        ForsendelseMetadata metadata() {
            return new ForsendelseMetadata(
                    innsending.navEksternRefId(), leveranse.digisosId(), innsending.klageId(), soknadLeveranseId);
        }
    }

    /** One message's. */
    public Content of(Leveranse leveranse) {
        return of(List.of(leveranse)).getFirst();
    }

    /** In the order given. */
    public List<Content> of(List<Leveranse> leveranser) {
        if (leveranser.isEmpty()) {
            return List.of();
        }
        List<UUID> ids = leveranser.stream().map(Leveranse::innsendingId).toList();
        Map<UUID, Innsending> perId = innsendinger.list("id in ?1", ids).stream()
                .collect(Collectors.toMap(Innsending::id, innsending -> innsending));
        Map<UUID, List<Dokument>> content = dokumenter.inInnsendinger(ids);
        Map<UUID, SoknadLeveranse.Id> soknader = soknadLeveranse.forLeveranser(leveranser);
        return leveranser.stream()
                .map(leveranse -> new Content(
                        leveranse,
                        require(perId.get(leveranse.innsendingId())),
                        content.getOrDefault(leveranse.innsendingId(), List.of()),
                        soknader.get(leveranse.id())))
                .toList();
    }

    private static Innsending require(@Nullable Innsending innsending) {
        if (innsending == null) {
            throw new IllegalStateException("A delivery without its submission");
        }
        return innsending;
    }
}
