package no.digisos.submit.aksept;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.digisos.common.dokumentlager.MottattDokument;
import no.digisos.common.filformat.VedleggSpesifikasjon;
import no.digisos.common.krypto.Fingerprint;
import no.digisos.common.person.Person;
import no.digisos.common.sak.Innsendinger;
import no.digisos.common.sak.Innsendingstype;
import no.digisos.common.security.Kaller;
import no.digisos.common.upload.Fil;
import no.digisos.submit.mellomlagring.Klientfiler;
import no.digisos.submit.mellomlagring.Mellomlagringer.Mellomlagret;
import no.digisos.submit.vedlegg.Vedleggsgjenkjenning;
import no.digisos.submit.vedlegg.Vedleggsnavn;
import org.jspecify.annotations.Nullable;

/**
 * Knows a submission again (pitfalls.md P21): the same sender, the same JSON documents, of which vedlegg.json may say less than
 * the first one's, and no file that the first has not.
 */
@ApplicationScoped
class Gjenkjenning {
    private final Fingerprint fingerprint;

    Gjenkjenning(Fingerprint fingerprint) {
        this.fingerprint = fingerprint;
    }

    byte[] fingeravtrykk(Kaller kaller, Innlevering innlevering) {
        return fingerprint.of(Avtrykk.deler(kaller, innlevering, kaller.krevPerson(), innlevering.vedleggJson()));
    }

    /** Whether the caller's person, under whichever number, and organisation are those of the first. */
    static boolean harSammeAvsender(Innsendinger.Akseptert akseptert, Kaller kaller, Person person) {
        return akseptert.organisasjon().equals(kaller.organisasjon().verdi()) && person.har(akseptert.sokerIndeks());
    }

    /**
     * Whether the first had the same documents and was about the same. Its fingerprint holds its vedlegg.json too, so with that in
     * place of the repeat's it tells whether all the rest is equal. A withdrawal without documents has its wish already, whatever
     * the first one said.
     *
     * @param person who may have got a new number since
     */
    boolean harSammeInnhold(
            Innsendinger.Akseptert akseptert, Forste forste, Kaller kaller, Person person, Innlevering innlevering) {
        return erTaus(innlevering)
                || er(akseptert, kaller, person, innlevering, innlevering.vedleggJson())
                || (Vedleggsgjenkjenning.sierIkkeMer(
                                ellerTom(forste.vedleggJson()), ellerTom(innlevering.vedleggJson()))
                        && er(akseptert, kaller, person, innlevering, forste.vedleggJson()));
    }

    /**
     * Whether all these files are the first's, so that none is lost when the first one's acceptance is the answer. The main document
     * and others that clients make anew at each try are, unless a vedlegg.json names them.
     */
    static boolean harIkkeNyeFiler(Forste forste, Innlevering innlevering, Mellomlagret mellomlagret) {
        Set<String> nevnt = Stream.of(ellerTom(forste.vedleggJson()), ellerTom(innlevering.vedleggJson()))
                .flatMap(json -> VedleggSpesifikasjon.les(json).alle().stream())
                .map(fil -> Vedleggsnavn.likt(fil.filnavn()))
                .collect(Collectors.toSet());
        return innlevering
                        .filer()
                        .hoveddokument()
                        .filter(ny -> !ny.fil().metadata().filnavn().equalsIgnoreCase(forste.hoveddokument()))
                        .map(ny -> erKjent(forste, nevnt, ny.fil()))
                        .orElse(true)
                && innlevering.filer().vedlegg().stream().allMatch(fil -> erKjent(forste, nevnt, fil))
                && mellomlagret.filer().stream().allMatch(fil -> erKjent(forste, nevnt, fil.filnavn(), fil.sha512()));
    }

    private static boolean erKjent(Forste forste, Set<String> nevnt, Fil<MottattDokument> fil) {
        return erKjent(forste, nevnt, fil.metadata().filnavn(), fil.innhold().sha512());
    }

    private static boolean erKjent(Forste forste, Set<String> nevnt, String filnavn, byte[] sha512) {
        return forste.har(filnavn, sha512) || (Klientfiler.har(filnavn) && !nevnt.contains(filnavn));
    }

    private static boolean erTaus(Innlevering innlevering) {
        return innlevering.type() == Innsendingstype.KLAGE_TREKK
                && innlevering.json().isEmpty()
                && innlevering.filer().hoveddokument().isEmpty();
    }

    private boolean er(
            Innsendinger.Akseptert akseptert,
            Kaller kaller,
            Person person,
            Innlevering innlevering,
            @Nullable JsonNode vedleggJson) {
        return person.numre().stream()
                .anyMatch(nummer -> fingerprint.matches(
                        akseptert.fingeravtrykk(), Avtrykk.deler(kaller, innlevering, nummer, vedleggJson)));
    }

    private static JsonNode ellerTom(@Nullable JsonNode json) {
        return json == null ? JsonNodeFactory.instance.objectNode() : json;
    }
}
