package no.digisos.fallback.dispatch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import no.digisos.common.dokumentlager.Dokument;
import no.digisos.common.leveranse.ForsendelseMetadata;
import no.digisos.common.sendform.Printing;
import no.digisos.common.sendform.SendForm;
import no.digisos.fallback.svarut.Address;

/**
 * The letter that SvarUt prints when no digital way is left. SvarUt refuses a whole shipment for one PDF that it cannot merge, and
 * gives no guarantee for one that is digital only; so what cannot be printed is left out document by document, and the rest of the
 * letter still comes. Digital only is what has no postal address, and what would be nothing but what was left out.
 *
 * @param eneste whether the receiver has no digital way at all
 * @param tomt whether nothing can be printed
 * @param kunDigital whether SvarUt is told never to print
 * @param utelatt why, by id, documents are not part of the letter
 * @param utelattMedNavn the same for the receiver
 */
record Letter(
        boolean eneste,
        boolean tomt,
        boolean kunDigital,
        Map<UUID, String> utelatt,
        List<ForsendelseMetadata.Omitted> utelattMedNavn) {
    Letter {
        utelatt = Map.copyOf(utelatt);
        utelattMedNavn = List.copyOf(utelattMedNavn);
    }

    /** Of these documents, with their forms in the same order. */
    static Letter of(Address recipient, List<Dokument> dokumenter, List<SendForm> forms) {
        boolean sole = recipient.digitalId() == null;
        boolean hasAddress = recipient.poststed() != null;
        Map<UUID, String> omitted = new LinkedHashMap<>();
        List<ForsendelseMetadata.Omitted> withName = new ArrayList<>();
        for (int i = 0; i < forms.size(); i++) {
            SendForm form = forms.get(i);
            Dokument dokument = dokumenter.get(i);
            if (hasAddress && missed(dokument, form.utskrift(), sole)) {
                omitted.put(dokument.id(), form.utskrift().name());
                withName.add(new ForsendelseMetadata.Omitted(
                        form.filnavn(), form.utskrift().name()));
            }
        }
        boolean empty = forms.stream().noneMatch(SendForm::isPrinted);
        boolean onlyDigital = !sole && (!hasAddress || (empty && !omitted.isEmpty()));
        return new Letter(sole, empty, onlyDigital, omitted, withName);
    }

    /** A picture is never part of a letter; that is told where the letter is all that the receiver gets. */
    private static boolean missed(Dokument dokument, Printing printing, boolean sole) {
        return switch (printing) {
            case SKRIVES_UT -> false;
            case KRYPTERT_PDF, FOR_STOR -> true;
            case IKKE_PDF -> sole && !dokument.role().isOurJson();
        };
    }
}
