package no.digisos.fallback.utsending;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import no.digisos.common.dokumentlager.Dokument;
import no.digisos.common.leveranse.Forsendelsesmetadata;
import no.digisos.common.sendeform.Sendeform;
import no.digisos.common.sendeform.Utskrift;
import no.digisos.fallback.svarut.Adresse;

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
record Brev(
        boolean eneste,
        boolean tomt,
        boolean kunDigital,
        Map<UUID, String> utelatt,
        List<Forsendelsesmetadata.Utelatt> utelattMedNavn) {
    Brev {
        utelatt = Map.copyOf(utelatt);
        utelattMedNavn = List.copyOf(utelattMedNavn);
    }

    /** Of these documents, with their forms in the same order. */
    static Brev av(Adresse mottaker, List<Dokument> dokumenter, List<Sendeform> former) {
        boolean eneste = mottaker.digitalId() == null;
        boolean harAdresse = mottaker.poststed() != null;
        Map<UUID, String> utelatt = new LinkedHashMap<>();
        List<Forsendelsesmetadata.Utelatt> medNavn = new ArrayList<>();
        for (int i = 0; i < former.size(); i++) {
            Sendeform form = former.get(i);
            Dokument dokument = dokumenter.get(i);
            if (harAdresse && savnes(dokument, form.utskrift(), eneste)) {
                utelatt.put(dokument.id(), form.utskrift().name());
                medNavn.add(new Forsendelsesmetadata.Utelatt(
                        form.filnavn(), form.utskrift().name()));
            }
        }
        boolean tomt = former.stream().noneMatch(Sendeform::skrivesUt);
        boolean kunDigital = !eneste && (!harAdresse || (tomt && !utelatt.isEmpty()));
        return new Brev(eneste, tomt, kunDigital, utelatt, medNavn);
    }

    /** A picture is never part of a letter; that is told where the letter is all that the receiver gets. */
    private static boolean savnes(Dokument dokument, Utskrift utskrift, boolean eneste) {
        return switch (utskrift) {
            case SKRIVES_UT -> false;
            case KRYPTERT_PDF, FOR_STOR -> true;
            case IKKE_PDF -> eneste && !dokument.rolle().erVartJson();
        };
    }
}
