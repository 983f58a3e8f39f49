package no.digisos.submit.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.digisos.common.crypto.Fingerprint;
import no.digisos.common.dokumentlager.ReceivedDokument;
import no.digisos.common.fileformat.VedleggSpecification;
import no.digisos.common.mellomlagring.MellomlagringTable.MellomlagringState;
import no.digisos.common.person.Person;
import no.digisos.common.sak.InnsendingTable;
import no.digisos.common.sak.InnsendingType;
import no.digisos.common.security.Caller;
import no.digisos.common.upload.FileEntry;
import no.digisos.submit.mellomlagring.ClientFiles;
import no.digisos.submit.vedlegg.VedleggNames;
import no.digisos.submit.vedlegg.VedleggRecognition;
import org.jspecify.annotations.Nullable;

/**
 * Knows a submission again (pitfalls.md P21): the same sender, the same JSON documents, of which vedlegg.json may say less than
 * the first one's, and no file that the first has not.
 */
@ApplicationScoped
class RepeatRecognition {
    private final Fingerprint fingerprint;

    RepeatRecognition(Fingerprint fingerprint) {
        this.fingerprint = fingerprint;
    }

    byte[] fingerprint(Caller caller, InnsendingRequest innsendingRequest) {
        return fingerprint.of(FingerprintParts.parts(
                caller, innsendingRequest, caller.requirePerson(), innsendingRequest.vedleggJson()));
    }

    /** Whether the caller's person, under whichever number, and organisation are those of the first. */
    static boolean hasSameSender(InnsendingTable.Accepted accepted, Caller caller, Person person) {
        return accepted.organisasjon().equals(caller.organisasjon().verdi()) && person.has(accepted.sokerIndeks());
    }

    /**
     * Whether the first had the same documents and was about the same. Its fingerprint holds its vedlegg.json too, so with that in
     * place of the repeat's it tells whether all the rest is equal. A withdrawal without documents has its wish already, whatever
     * the first one said.
     *
     * @param person who may have got a new number since
     */
    boolean hasSameContent(
            InnsendingTable.Accepted accepted,
            FirstAcceptance first,
            Caller caller,
            Person person,
            InnsendingRequest innsendingRequest) {
        return isSilent(innsendingRequest)
                || matches(accepted, caller, person, innsendingRequest, innsendingRequest.vedleggJson())
                || (VedleggRecognition.saysNoMore(
                                orEmpty(first.vedleggJson()), orEmpty(innsendingRequest.vedleggJson()))
                        && matches(accepted, caller, person, innsendingRequest, first.vedleggJson()));
    }

    /**
     * Whether all these files are the first's, so that none is lost when the first one's acceptance is the answer. The main document
     * and others that clients make anew at each try are, unless a vedlegg.json names them.
     */
    static boolean hasNoNewFiles(
            FirstAcceptance first, InnsendingRequest innsendingRequest, MellomlagringState staged) {
        Set<String> named = Stream.of(orEmpty(first.vedleggJson()), orEmpty(innsendingRequest.vedleggJson()))
                .flatMap(json -> VedleggSpecification.read(json).alle().stream())
                .map(file -> VedleggNames.comparable(file.filnavn()))
                .collect(Collectors.toSet());
        return innsendingRequest
                        .filer()
                        .hoveddokument()
                        .filter(fresh -> !fresh.fil().metadata().filnavn().equalsIgnoreCase(first.hoveddokument()))
                        .map(fresh -> isKnown(first, named, fresh.fil()))
                        .orElse(true)
                && innsendingRequest.filer().vedlegg().stream().allMatch(file -> isKnown(first, named, file))
                && staged.filer().stream().allMatch(file -> isKnown(first, named, file.filnavn(), file.sha512()));
    }

    private static boolean isKnown(FirstAcceptance first, Set<String> named, FileEntry<ReceivedDokument> file) {
        return isKnown(first, named, file.metadata().filnavn(), file.innhold().sha512());
    }

    private static boolean isKnown(FirstAcceptance first, Set<String> named, String filnavn, byte[] sha512) {
        return first.has(filnavn, sha512) || (ClientFiles.has(filnavn) && !named.contains(filnavn));
    }

    private static boolean isSilent(InnsendingRequest innsendingRequest) {
        return innsendingRequest.type() == InnsendingType.KLAGE_TREKK
                && innsendingRequest.json().isEmpty()
                && innsendingRequest.filer().hoveddokument().isEmpty();
    }

    private boolean matches(
            InnsendingTable.Accepted accepted,
            Caller caller,
            Person person,
            InnsendingRequest innsendingRequest,
            @Nullable JsonNode vedleggJson) {
        return person.numre().stream()
                .anyMatch(number -> fingerprint.matches(
                        accepted.fingeravtrykk(),
                        FingerprintParts.parts(caller, innsendingRequest, number, vedleggJson)));
    }

    private static JsonNode orEmpty(@Nullable JsonNode json) {
        return json == null ? JsonNodeFactory.instance.objectNode() : json;
    }
}
