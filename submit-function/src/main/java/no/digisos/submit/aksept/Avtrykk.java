package no.digisos.submit.aksept;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import no.digisos.common.krypto.CanonicalJson;
import no.digisos.common.security.Kaller;
import no.digisos.submit.aksept.Innlevering.Klagereferanse;
import org.jspecify.annotations.Nullable;

/**
 * What must be equal for a submission to be a repeat of another: its JSON documents, kommune, person, organisation and what it
 * is about. Not its PDFs, which clients make and encrypt anew each time; vedlegg.json names the files and their hashes.
 */
final class Avtrykk {
    private Avtrykk() {}

    static List<byte[]> deler(Kaller kaller, Innlevering innlevering) {
        Klagereferanse klage = innlevering.klage();
        List<byte[]> deler = new ArrayList<>();
        deler.add(bytes(innlevering.type().name()));
        deler.add(bytes(innlevering.sak().kommunenummer()));
        deler.add(bytes(kaller.krevPerson().verdi()));
        deler.add(bytes(kaller.organisasjon().verdi()));
        // A new case has an id of its own at each attempt.
        deler.add(
                innlevering.sak() instanceof Saksgrunnlag.Bestaende sak
                        ? bytes(sak.digisosId().toString())
                        : new byte[0]);
        deler.add(id(klage == null ? null : klage.klageId()));
        deler.add(id(klage == null ? null : klage.vedtakId()));
        for (JsonDokument dokument : innlevering.json()) {
            deler.add(bytes(dokument.rolle().name()));
            deler.add(CanonicalJson.of(dokument.json(), dokument.varierer(), true));
        }
        return deler;
    }

    private static byte[] id(@Nullable UUID id) {
        return id == null ? new byte[0] : bytes(id.toString());
    }

    private static byte[] bytes(String tekst) {
        return tekst.getBytes(StandardCharsets.UTF_8);
    }
}
