package no.digisos.submit.innsyn;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import no.digisos.common.database.Transactions;
import no.digisos.common.dokumentlager.Dokument;
import no.digisos.common.dokumentlager.DokumentContent;
import no.digisos.common.dokumentlager.DokumentLookup;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.http.StreamedBody;
import no.digisos.common.identity.Fnr;
import no.digisos.common.sak.SakTable;
import org.jspecify.annotations.Nullable;

/**
 * Many JSON documents of the citizen's cases in one answer (contract.md 3 «Bulk documents»). Three queries find them, however
 * many they are; each is decrypted when its turn comes.
 */
@ApplicationScoped
public class DokumentCollection {
    private final Transactions transactions;
    private final SakTable saker;
    private final DokumentLookup dokumenter;
    private final DokumentContent content;
    private final int maxDokumenter;

    public DokumentCollection(
            Transactions transactions,
            SakTable saker,
            DokumentLookup dokumenter,
            DokumentContent content,
            InnsynConfig config) {
        this.transactions = transactions;
        this.saker = saker;
        this.dokumenter = dokumenter;
        this.content = content;
        this.maxDokumenter = config.maksDokumenter();
    }

    /** One document of one case. */
    @RegisterForReflection
    public record Reference(
            @Nullable UUID digisosId, @Nullable UUID dokumentlagerId) {}

    /** The request's body. */
    @RegisterForReflection
    public record Request(@Nullable List<@Nullable Reference> dokumenter) {}

    /**
     * The documents that this person may see here, in the order of the request. What is unknown, another's, or no JSON document is
     * left out.
     *
     * @throws ApiException 400 without a list, with a reference that is not whole, or with more of them than allowed
     */
    public List<Dokument> find(Request request, Fnr person) {
        Set<Reference> references = check(request.dokumenter());
        if (references.isEmpty()) {
            return List.of();
        }
        Set<UUID> digisosIds = references.stream().map(Reference::digisosId).collect(Collectors.toSet());
        Set<UUID> ids = references.stream().map(Reference::dokumentlagerId).collect(Collectors.toSet());
        Map<Reference, Dokument> found = transactions.autoCommit(c -> ofOwnSaker(c, ids, digisosIds, person)).stream()
                .filter(dokument -> dokument.role().isJsonForInnsyn())
                .collect(Collectors.toMap(
                        dokument -> new Reference(dokument.digisosId(), dokument.id()), Function.identity()));
        List<Dokument> list = new ArrayList<>();
        for (Reference reference : references) {
            Dokument dokument = found.get(reference);
            if (dokument != null) {
                list.add(dokument);
            }
        }
        return list;
    }

    private List<Dokument> ofOwnSaker(Connection c, Set<UUID> ids, Set<UUID> digisosIds, Fnr person)
            throws SQLException {
        List<UUID> own = saker.own(c, digisosIds, person);
        return own.isEmpty() ? List.of() : dokumenter.visibleOnes(c, ids, own);
    }

    /**
     * The documents as {@code multipart/mixed}, one part each, named {@code <digisosId>_<dokumentlagerId>}. A document that cannot be
     * read breaks the answer off, so that it never looks whole without it.
     */
    public StreamedBody asParts(List<Dokument> list, String boundary) {
        return StreamedBody.of(out -> {
            for (Dokument dokument : list) {
                write(
                        out,
                        "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + dokument.digisosId() + "_"
                                + dokument.id() + "\"\r\nContent-Type: application/json\r\n\r\n");
                out.write(content.whole(dokument));
                write(out, "\r\n");
            }
            write(out, "--" + boundary + "--\r\n");
        });
    }

    private Set<Reference> check(@Nullable List<@Nullable Reference> list) {
        if (list == null) {
            throw new ApiException(ErrorCode.UGYLDIG_FORESPORSEL, "dokumenter mangler");
        }
        if (list.size() > maxDokumenter) {
            throw new ApiException(
                    ErrorCode.UGYLDIG_FORESPORSEL,
                    "Det er bedt om " + list.size() + " dokumenter, men grensen er " + maxDokumenter);
        }
        Set<Reference> references = new LinkedHashSet<>();
        for (Reference reference : list) {
            if (reference == null || reference.digisosId() == null || reference.dokumentlagerId() == null) {
                throw new ApiException(
                        ErrorCode.UGYLDIG_FORESPORSEL, "Hvert dokument må ha både digisosId og dokumentlagerId");
            }
            references.add(reference);
        }
        return references;
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
    }
}
