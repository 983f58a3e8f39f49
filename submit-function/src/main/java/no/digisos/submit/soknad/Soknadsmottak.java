package no.digisos.submit.soknad;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import no.digisos.common.database.Transactions;
import no.digisos.common.dokumentlager.Filopplasting;
import no.digisos.common.dokumentlager.Opplastet;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.identity.Kommunenummer;
import no.digisos.common.identity.NavEksternRefId;
import no.digisos.common.kommune.Kommune;
import no.digisos.common.kommune.KommuneRepository;
import no.digisos.common.person.Personer;
import no.digisos.common.sak.Innsendinger;
import no.digisos.common.sak.Innsendingstype;
import no.digisos.common.security.Kaller;
import no.digisos.common.upload.JsonLeser;
import no.digisos.submit.aksept.Aksept;
import no.digisos.submit.aksept.Filkilde;
import no.digisos.submit.aksept.Gjentakelse;
import no.digisos.submit.aksept.Innlevering;
import no.digisos.submit.aksept.Saksgrunnlag;
import org.jspecify.annotations.Nullable;

/**
 * A søknad's way in: the kommune must take it, the request is read to its end while its files are sealed, the contents are
 * checked, and then one transaction accepts it ({@link Aksept}).
 */
@ApplicationScoped
class Soknadsmottak {
    private static final Set<String> JSON_DELER =
            Set.of(Soknadsinnhold.SOKNAD, Soknadsinnhold.VEDLEGG, Soknadsinnhold.TILLEGGSINFORMASJON);

    private final KommuneRepository kommuner;
    private final Personer personer;
    private final Transactions transactions;
    private final Innsendinger innsendinger;
    private final Filopplasting opplasting;
    private final JsonLeser leser;
    private final SoknadConfig config;
    private final Aksept aksept;

    Soknadsmottak(
            KommuneRepository kommuner,
            Personer personer,
            Transactions transactions,
            Innsendinger innsendinger,
            Filopplasting opplasting,
            JsonLeser leser,
            SoknadConfig config,
            Aksept aksept) {
        this.kommuner = kommuner;
        this.personer = personer;
        this.transactions = transactions;
        this.innsendinger = innsendinger;
        this.opplasting = opplasting;
        this.leser = leser;
        this.config = config;
        this.aksept = aksept;
    }

    UUID taImot(
            Kaller kaller,
            Kommunenummer kommunenummer,
            NavEksternRefId ref,
            Filkilde filkilde,
            @Nullable String contentType,
            InputStream body)
            throws IOException {
        Kommune kommune = opplasting.sjekkForst(body, () -> krevMottak(kommunenummer, ref));
        try (Opplastet opplastet = opplasting.les(contentType, body, JSON_DELER)) {
            Soknadsinnhold innhold = Soknadsinnhold.av(leser, opplastet, personer.finn(kaller.krevPerson()), config);
            Innlevering soknad = new Innlevering(
                    Innsendingstype.SOKNAD,
                    new Saksgrunnlag.Ny(UUID.randomUUID(), kommune, kaller.krevPerson(), innhold.enhetsnummer()),
                    ref,
                    null,
                    List.of(innhold.soknad(), innhold.vedlegg()),
                    innhold.filer(),
                    filkilde,
                    innhold.hast());
            return aksept.aksepter(kaller, soknad, opplastet, gjentakelse(ref));
        }
    }

    /** The old id to a søknad's own repeat, else a refusal (contract.md 1.1, pitfalls.md P2). */
    private static Gjentakelse gjentakelse(NavEksternRefId ref) {
        return (likhet, forste) -> {
            switch (likhet) {
                case LIK -> {}
                case ANNET_INNHOLD ->
                    throw new ApiException(
                            ErrorCode.ALLEREDE_MOTTATT,
                            "Soknad med tilhørende navEksternRefId " + ref
                                    + " finnes allerede i Fiks-Digisos med DigisosId " + forste);
                case ANNEN_AVSENDER -> throw new ApiException(ErrorCode.REFERANSE_I_BRUK, "navEksternRefId er i bruk");
            }
        };
    }

    /** A kommune that closed after it got a søknad must not turn the repeat of that søknad into a refusal. */
    private Kommune krevMottak(Kommunenummer nummer, NavEksternRefId ref) {
        return erAkseptert(ref)
                ? kommuner.finn(nummer).orElseGet(() -> kommuner.krevMottak(nummer))
                : kommuner.krevMottak(nummer);
    }

    private boolean erAkseptert(NavEksternRefId ref) {
        return transactions.autoCommit(c -> innsendinger.finnSoknad(c, ref)).isPresent();
    }
}
