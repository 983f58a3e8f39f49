package no.digisos.submit.ettersendelse;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import no.digisos.common.dokumentlager.Filopplasting;
import no.digisos.common.dokumentlager.Opplastet;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.identity.Kommunenummer;
import no.digisos.common.identity.NavEksternRefId;
import no.digisos.common.kommune.KommuneRepository;
import no.digisos.common.sak.Innsendingstype;
import no.digisos.common.sak.Sak;
import no.digisos.common.security.Kaller;
import no.digisos.common.upload.JsonLeser;
import no.digisos.submit.aksept.Aksept;
import no.digisos.submit.aksept.Filer;
import no.digisos.submit.aksept.Filkilde;
import no.digisos.submit.aksept.Gjentakelse;
import no.digisos.submit.aksept.Innlevering;
import no.digisos.submit.aksept.JsonDokument;
import no.digisos.submit.aksept.Saksadgang;
import no.digisos.submit.aksept.Saksgrunnlag;
import org.jspecify.annotations.Nullable;

/**
 * An ettersendelse's way in: the case must be the person's, the request is read to its end, and then one transaction accepts it
 * ({@link Aksept}). It is taken whatever the kommune's switches say: they are about new cases.
 */
@ApplicationScoped
class Ettersendelsesmottak {
    private static final String VEDLEGG = "vedlegg.json";

    private final Saksadgang adgang;
    private final KommuneRepository kommuner;
    private final Filopplasting opplasting;
    private final JsonLeser leser;
    private final Aksept aksept;

    Ettersendelsesmottak(
            Saksadgang adgang, KommuneRepository kommuner, Filopplasting opplasting, JsonLeser leser, Aksept aksept) {
        this.adgang = adgang;
        this.kommuner = kommuner;
        this.opplasting = opplasting;
        this.leser = leser;
        this.aksept = aksept;
    }

    void taImot(
            Kaller kaller,
            Kommunenummer kommunenummer,
            UUID digisosId,
            NavEksternRefId ref,
            Filkilde filkilde,
            @Nullable String contentType,
            InputStream body)
            throws IOException {
        Sak sak = opplasting.sjekkForst(body, () -> krevSak(kaller, kommunenummer, digisosId));
        try (Opplastet opplastet = opplasting.les(contentType, body, Set.of(VEDLEGG))) {
            byte[] vedleggJson = opplastet.krevJson(VEDLEGG);
            JsonDokument vedlegg = JsonDokument.vedlegg(vedleggJson, leser.objekt(vedleggJson, VEDLEGG));
            if (filkilde == Filkilde.FORESPORSEL && opplastet.filer().isEmpty()) {
                throw new ApiException(ErrorCode.MANGLER_DEL, "Forespørselen har ingen fil");
            }
            opplastet.krevOppgittStorrelse();
            Innlevering ettersendelse = new Innlevering(
                    Innsendingstype.ETTERSENDELSE,
                    Saksgrunnlag.Bestaende.av(sak),
                    ref,
                    null,
                    List.of(vedlegg),
                    Filer.vedlegg(opplastet.filer()),
                    filkilde,
                    false);
            aksept.aksepter(kaller, ettersendelse, opplastet, gjentakelse(ref));
        }
    }

    private Sak krevSak(Kaller kaller, Kommunenummer kommunenummer, UUID digisosId) {
        Sak sak = adgang.krevEgen(digisosId, kaller.krevPerson());
        if (!kommuner.erSamme(sak.kommunenummer(), kommunenummer)) {
            throw new ApiException(
                    ErrorCode.UGYLDIG_FORESPORSEL,
                    "Saken hører til kommune " + sak.kommunenummer() + ", ikke " + kommunenummer);
        }
        return sak;
    }

    /**
     * Clients take the first text, spelt as it is, for success and throw the files away (contract.md 1.3), so only a true repeat
     * may get it: two of them may have made the same reference for different files (pitfalls.md P4).
     */
    private static Gjentakelse gjentakelse(NavEksternRefId ref) {
        return (likhet, digisosId) -> {
            throw switch (likhet) {
                case LIK ->
                    new ApiException(
                            ErrorCode.ALLEREDE_MOTTATT,
                            "Ettersendelse med tilhørende navEksternRefId " + ref
                                    + " finnes allerde for oppgitt DigisosId " + digisosId);
                case ANNET_INNHOLD, ANNEN_AVSENDER ->
                    new ApiException(
                            ErrorCode.REFERANSE_I_BRUK,
                            "navEksternRefId er brukt for en annen innsending i saken; ingenting er lagret");
            };
        };
    }
}
