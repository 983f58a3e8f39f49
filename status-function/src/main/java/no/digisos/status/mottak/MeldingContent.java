package no.digisos.status.mottak;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import no.digisos.common.database.Transactions;
import no.digisos.common.dokumentlager.Dokument;
import no.digisos.common.dokumentlager.DokumentLookup;
import no.digisos.common.leveranse.ForsendelseMetadata;
import no.digisos.common.leveranse.Leveranse;
import no.digisos.common.leveranse.SoknadLeveranse;
import no.digisos.common.sak.Innsending;
import no.digisos.common.sak.InnsendingTable;
import org.jspecify.annotations.Nullable;

/** What belongs to messages, fetched by a fixed number of questions however many they are. */
@ApplicationScoped
public class MeldingContent {
    private final Transactions transactions;
    private final DokumentLookup dokumenter;
    private final InnsendingTable innsendinger;
    private final SoknadLeveranse soknadLeveranse;

    MeldingContent(
            Transactions transactions,
            DokumentLookup dokumenter,
            InnsendingTable innsendinger,
            SoknadLeveranse soknadLeveranse) {
        this.transactions = transactions;
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

    private record Loaded(List<Innsending> innsendinger, Map<UUID, List<Dokument>> dokumenter) {}

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
        Loaded loaded = transactions.autoCommit(
                c -> new Loaded(innsendinger.withIds(c, ids), dokumenter.inInnsendinger(c, ids)));
        Map<UUID, Innsending> perId =
                loaded.innsendinger().stream().collect(Collectors.toMap(Innsending::id, innsending -> innsending));
        Map<UUID, SoknadLeveranse.Id> soknader = soknadLeveranse.forLeveranser(leveranser);
        return leveranser.stream()
                .map(leveranse -> new Content(
                        leveranse,
                        require(perId.get(leveranse.innsendingId())),
                        loaded.dokumenter().getOrDefault(leveranse.innsendingId(), List.of()),
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
