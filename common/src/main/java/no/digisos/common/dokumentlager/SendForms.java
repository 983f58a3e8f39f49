package no.digisos.common.dokumentlager;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import no.digisos.common.sendform.Origin;
import no.digisos.common.sendform.SendForm;

/** The forms in which stored documents are sent ({@link SendForm}): their names opened, the decision itself pure. */
@ApplicationScoped
public class SendForms {
    private final DokumentTable dokumenter;
    private final DokumentContent content;

    public SendForms(DokumentTable dokumenter, DokumentContent content) {
        this.dokumenter = dokumenter;
        this.content = content;
    }

    /**
     * Of the documents of one package, in order, from their rows alone.
     *
     * @param taken names that the package has besides
     */
    public List<SendForm> ofBundle(List<Dokument> all, String... taken) {
        List<Origin> origin =
                all.stream().map(d -> dokumenter.origin(d, d.pdf())).toList();
        return SendForm.of(origin, SendForm.Name.AVSENDERS, taken);
    }

    /**
     * Of the documents of one shipment by SvarUt, in order; one that came before PDFs were looked at is read through.
     *
     * @param taken names that the shipment has besides
     */
    public List<SendForm> forsendelse(List<Dokument> all, SendForm.Name name, String... taken) {
        List<Origin> origin = new ArrayList<>();
        for (Dokument dokument : all) {
            try {
                origin.add(dokumenter.origin(dokument, content.pdf(dokument)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return SendForm.of(origin, name, taken);
    }
}
