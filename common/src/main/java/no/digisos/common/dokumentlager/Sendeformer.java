package no.digisos.common.dokumentlager;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import no.digisos.common.sendeform.Opphav;
import no.digisos.common.sendeform.Sendeform;

/** The forms in which stored documents are sent ({@link Sendeform}): their names opened, the decision itself pure. */
@ApplicationScoped
public class Sendeformer {
    private final Dokumenter dokumenter;
    private final Dokumentinnhold innhold;

    public Sendeformer(Dokumenter dokumenter, Dokumentinnhold innhold) {
        this.dokumenter = dokumenter;
        this.innhold = innhold;
    }

    /**
     * Of the documents of one package, in order, from their rows alone.
     *
     * @param opptatt names that the package has besides
     */
    public List<Sendeform> pakkens(List<Dokument> alle, String... opptatt) {
        List<Opphav> opphav =
                alle.stream().map(d -> dokumenter.opphav(d, d.pdf())).toList();
        return Sendeform.av(opphav, Sendeform.Navn.AVSENDERS, opptatt);
    }

    /**
     * Of the documents of one shipment by SvarUt, in order; one that came before PDFs were looked at is read through.
     *
     * @param opptatt names that the shipment has besides
     */
    public List<Sendeform> forsendelsens(List<Dokument> alle, Sendeform.Navn navn, String... opptatt) {
        List<Opphav> opphav = new ArrayList<>();
        for (Dokument dokument : alle) {
            try {
                opphav.add(dokumenter.opphav(dokument, innhold.pdf(dokument)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return Sendeform.av(opphav, navn, opptatt);
    }
}
