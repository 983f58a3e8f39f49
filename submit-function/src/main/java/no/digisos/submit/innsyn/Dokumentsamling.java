package no.digisos.submit.innsyn;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import no.digisos.common.dokumentlager.Dokument;
import no.digisos.common.dokumentlager.DokumentRepository;
import no.digisos.common.dokumentlager.Dokumentinnhold;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.http.Utstrom;
import no.digisos.common.identity.Fnr;
import no.digisos.common.sak.Sak;
import no.digisos.common.sak.SakRepository;
import org.jspecify.annotations.Nullable;

/**
 * Many JSON documents of the citizen's cases in one answer (contract.md 3 «Bulk documents»). Three queries find them, however
 * many they are; each is decrypted when its turn comes.
 */
@ApplicationScoped
public class Dokumentsamling {
    private final SakRepository saker;
    private final DokumentRepository dokumenter;
    private final Dokumentinnhold innhold;
    private final int maksDokumenter;

    public Dokumentsamling(
            SakRepository saker, DokumentRepository dokumenter, Dokumentinnhold innhold, InnsynConfig config) {
        this.saker = saker;
        this.dokumenter = dokumenter;
        this.innhold = innhold;
        this.maksDokumenter = config.maksDokumenter();
    }

    /** One document of one case. */
    @RegisterForReflection
    public record Referanse(
            @Nullable UUID digisosId, @Nullable UUID dokumentlagerId) {}

    /** The request's body. */
    @RegisterForReflection
    public record Foresporsel(@Nullable List<@Nullable Referanse> dokumenter) {}

    /**
     * The documents that this person may see here, in the order of the request. What is unknown, another's, or no JSON document is
     * left out.
     *
     * @throws ApiException 400 without a list, with a reference that is not whole, or with more of them than allowed
     */
    public List<Dokument> finn(Foresporsel foresporsel, Fnr person) {
        Set<Referanse> referanser = kontroller(foresporsel.dokumenter());
        if (referanser.isEmpty()) {
            return List.of();
        }
        Set<UUID> egne =
                saker.egne(referanser.stream().map(Referanse::digisosId).collect(Collectors.toSet()), person).stream()
                        .map(Sak::digisosId)
                        .collect(Collectors.toSet());
        if (egne.isEmpty()) {
            return List.of();
        }
        Map<Referanse, Dokument> funnet =
                dokumenter
                        .synlige(
                                referanser.stream()
                                        .map(Referanse::dokumentlagerId)
                                        .collect(Collectors.toSet()),
                                egne)
                        .stream()
                        .filter(dokument -> dokument.rolle().erJsonForInnsyn())
                        .collect(Collectors.toMap(
                                dokument -> new Referanse(dokument.digisosId(), dokument.id()), Function.identity()));
        List<Dokument> liste = new ArrayList<>();
        for (Referanse referanse : referanser) {
            Dokument dokument = funnet.get(referanse);
            if (dokument != null) {
                liste.add(dokument);
            }
        }
        return liste;
    }

    /**
     * The documents as {@code multipart/mixed}, one part each, named {@code <digisosId>_<dokumentlagerId>}. A document that cannot be
     * read breaks the answer off, so that it never looks whole without it.
     */
    public Utstrom somDeler(List<Dokument> liste, String grense) {
        return Utstrom.av(ut -> {
            for (Dokument dokument : liste) {
                skriv(
                        ut,
                        "--" + grense + "\r\nContent-Disposition: form-data; name=\"" + dokument.digisosId() + "_"
                                + dokument.id() + "\"\r\nContent-Type: application/json\r\n\r\n");
                ut.write(innhold.helt(dokument));
                skriv(ut, "\r\n");
            }
            skriv(ut, "--" + grense + "--\r\n");
        });
    }

    private Set<Referanse> kontroller(@Nullable List<@Nullable Referanse> liste) {
        if (liste == null) {
            throw new ApiException(ErrorCode.UGYLDIG_FORESPORSEL, "dokumenter mangler");
        }
        if (liste.size() > maksDokumenter) {
            throw new ApiException(
                    ErrorCode.UGYLDIG_FORESPORSEL,
                    "Det er bedt om " + liste.size() + " dokumenter, men grensen er " + maksDokumenter);
        }
        Set<Referanse> referanser = new LinkedHashSet<>();
        for (Referanse referanse : liste) {
            if (referanse == null || referanse.digisosId() == null || referanse.dokumentlagerId() == null) {
                throw new ApiException(
                        ErrorCode.UGYLDIG_FORESPORSEL, "Hvert dokument må ha både digisosId og dokumentlagerId");
            }
            referanser.add(referanse);
        }
        return referanser;
    }

    private static void skriv(OutputStream ut, String tekst) throws IOException {
        ut.write(tekst.getBytes(StandardCharsets.US_ASCII));
    }
}
