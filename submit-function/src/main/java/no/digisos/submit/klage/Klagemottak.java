package no.digisos.submit.klage;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import no.digisos.common.dokumentlager.Dokumentrolle;
import no.digisos.common.dokumentlager.Filopplasting;
import no.digisos.common.dokumentlager.Opplastet;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.person.Person;
import no.digisos.common.person.Personer;
import no.digisos.common.sak.InnsendingRepository;
import no.digisos.common.sak.Innsendingstype;
import no.digisos.common.sak.Sak;
import no.digisos.common.security.Kaller;
import no.digisos.common.upload.JsonLeser;
import no.digisos.submit.aksept.Aksept;
import no.digisos.submit.aksept.Filer;
import no.digisos.submit.aksept.Filkilde;
import no.digisos.submit.aksept.Gjentakelse;
import no.digisos.submit.aksept.Innlevering;
import no.digisos.submit.aksept.Innlevering.Klagereferanse;
import no.digisos.submit.aksept.JsonDokument;
import no.digisos.submit.aksept.Saksadgang;
import no.digisos.submit.aksept.Saksgrunnlag;
import org.jspecify.annotations.Nullable;

/**
 * A klage's way in, and that of what follows it: the case must be the person's and have the klage, the request is read to its end,
 * and then one transaction accepts it ({@link Aksept}).
 */
@ApplicationScoped
class Klagemottak {
    private static final String KLAGE_JSON = "klage.json";
    private static final String VEDLEGG_JSON = "vedlegg.json";
    private static final String TREKK_JSON = "trekk.json";
    private static final String KLAGE_PDF = "klage.pdf";
    private static final String TREKK_PDF = "trekk.pdf";

    private final Saksadgang adgang;
    private final Personer personer;
    private final InnsendingRepository innsendinger;
    private final Filopplasting opplasting;
    private final JsonLeser leser;
    private final Aksept aksept;

    Klagemottak(
            Saksadgang adgang,
            Personer personer,
            InnsendingRepository innsendinger,
            Filopplasting opplasting,
            JsonLeser leser,
            Aksept aksept) {
        this.adgang = adgang;
        this.personer = personer;
        this.innsendinger = innsendinger;
        this.opplasting = opplasting;
        this.leser = leser;
        this.aksept = aksept;
    }

    void send(Kaller kaller, Klagesti sti, UUID vedtakId, @Nullable String contentType, InputStream body)
            throws IOException {
        Sak sak = opplasting.sjekkForst(body, () -> adgang.krevEgen(sti.digisosId(), kaller.krevPerson()));
        try (Opplastet opplastet = opplasting.les(contentType, body, Set.of(KLAGE_JSON, VEDLEGG_JSON))) {
            byte[] klageJson = opplastet.krevJson(KLAGE_JSON);
            JsonDokument klage = JsonDokument.klage(klageJson, leser.objekt(klageJson, KLAGE_JSON));
            krevSammePerson(klage.json(), personer.finn(kaller.krevPerson()));
            JsonDokument vedlegg = vedlegg(opplastet.krevJson(VEDLEGG_JSON));
            if (opplastet.filer().isEmpty()) {
                throw new ApiException(ErrorCode.MANGLER_DEL, "Filen klage.pdf mangler i forespørselen");
            }
            opplastet.krevOppgittStorrelse();
            Innlevering innlevering = innlevering(
                    Innsendingstype.KLAGE,
                    sak,
                    sti,
                    vedtakId,
                    List.of(klage, vedlegg),
                    Filer.med(Dokumentrolle.KLAGE_DOKUMENT, KLAGE_PDF, opplastet.filer()));
            aksept.aksepter(
                    kaller,
                    innlevering,
                    opplastet,
                    bareLik("klageId er brukt for en annen klage; ingenting er lagret"));
        }
    }

    void ettersend(Kaller kaller, Klagesti sti, @Nullable String contentType, InputStream body) throws IOException {
        Sak sak = opplasting.sjekkForst(body, () -> krevKlage(sti, kaller));
        try (Opplastet opplastet = opplasting.les(contentType, body, Set.of(VEDLEGG_JSON))) {
            JsonDokument vedlegg = vedlegg(opplastet.krevJson(VEDLEGG_JSON));
            opplastet.krevOppgittStorrelse();
            Innlevering innlevering = innlevering(
                    Innsendingstype.KLAGE_ETTERSENDELSE,
                    sak,
                    sti,
                    null,
                    List.of(vedlegg),
                    Filer.vedlegg(opplastet.filer()));
            aksept.aksepter(
                    kaller,
                    innlevering,
                    opplastet,
                    bareLik("navEksternRefId er brukt for en annen innsending til klagen; ingenting er lagret"));
        }
    }

    void trekk(Kaller kaller, Klagesti sti, @Nullable String contentType, InputStream body) throws IOException {
        Sak sak = opplasting.sjekkForst(body, () -> krevKlage(sti, kaller));
        try (Opplastet opplastet = opplasting.lesValgfri(contentType, body, Set.of(TREKK_JSON, VEDLEGG_JSON))) {
            List<JsonDokument> json = new ArrayList<>();
            opplastet
                    .json(TREKK_JSON)
                    .ifPresent(trekk -> json.add(JsonDokument.trekk(trekk, leser.objekt(trekk, TREKK_JSON))));
            opplastet.json(VEDLEGG_JSON).ifPresent(vedlegg -> json.add(vedlegg(vedlegg)));
            opplastet.krevOppgittStorrelse();
            Innlevering innlevering = innlevering(
                    Innsendingstype.KLAGE_TREKK,
                    sak,
                    sti,
                    null,
                    json,
                    Filer.med(Dokumentrolle.TREKK_DOKUMENT, TREKK_PDF, opplastet.filer()));
            aksept.aksepter(
                    kaller,
                    innlevering,
                    opplastet,
                    bareLik("Klagen er trukket før med annet innhold; ingenting er lagret"));
        }
    }

    private JsonDokument vedlegg(byte[] vedleggJson) {
        return JsonDokument.vedlegg(vedleggJson, leser.objekt(vedleggJson, VEDLEGG_JSON));
    }

    private Sak krevKlage(Klagesti sti, Kaller kaller) {
        Sak sak = adgang.krevEgen(sti.digisosId(), kaller.krevPerson());
        if (innsendinger.klage(sti.klageId(), sti.digisosId()).isEmpty()) {
            throw new ApiException(ErrorCode.FINNES_IKKE, "Klagen finnes ikke i saken");
        }
        return sak;
    }

    private static Innlevering innlevering(
            Innsendingstype type,
            Sak sak,
            Klagesti sti,
            @Nullable UUID vedtakId,
            List<JsonDokument> json,
            Filer filer) {
        return new Innlevering(
                type,
                Saksgrunnlag.Bestaende.av(sak),
                sti.ref(),
                new Klagereferanse(sti.klageId(), vedtakId),
                json,
                filer,
                Filkilde.MELLOMLAGRING,
                false);
    }

    /** A true repeat gets what the first one got. */
    private static Gjentakelse bareLik(String ellers) {
        return (likhet, digisosId) -> {
            switch (likhet) {
                case LIK -> {}
                case ANNET_INNHOLD -> throw new ApiException(ErrorCode.REFERANSE_I_BRUK, ellers);
                case ANNEN_AVSENDER ->
                    throw new ApiException(ErrorCode.REFERANSE_I_BRUK, "klageId er i bruk; ingenting er lagret");
            }
        };
    }

    private static void krevSammePerson(JsonNode klage, Person person) {
        JsonNode oppgitt = klage.path("personIdentifikator");
        String fnr = oppgitt.isObject() ? oppgitt.path("verdi").textValue() : oppgitt.textValue();
        if (fnr != null && !fnr.isBlank() && !person.har(fnr)) {
            throw new ApiException(
                    ErrorCode.FEIL_PERSON,
                    "Klagen gjelder en annen person enn den som er logget inn: "
                            + "personIdentifikator stemmer ikke med access_token");
        }
    }
}
