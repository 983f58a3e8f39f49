package no.digisos.submit.aksept;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import no.digisos.common.database.Transactions;
import no.digisos.common.dokumentlager.MottattDokument;
import no.digisos.common.dokumentlager.Opplastet;
import no.digisos.common.error.ApiException;
import no.digisos.common.leveranse.LeveranseOpprettelse;
import no.digisos.common.leveranse.Meldingstype;
import no.digisos.common.leveranse.NyLeveranse;
import no.digisos.common.observability.Loggspor;
import no.digisos.common.person.Person;
import no.digisos.common.person.Personer;
import no.digisos.common.sak.Historikk;
import no.digisos.common.sak.Historikk.Sakshendelse;
import no.digisos.common.sak.Innsendinger;
import no.digisos.common.sak.Innsendingstype;
import no.digisos.common.sak.Saker;
import no.digisos.common.security.Kaller;
import no.digisos.submit.aksept.Gjentakelse.Likhet;
import no.digisos.submit.mellomlagring.Mellomlagringer;
import no.digisos.submit.mellomlagring.Mellomlagringer.Mellomlagret;
import no.digisos.submit.vedlegg.Vedleggskontroll;
import no.digisos.submit.vedlegg.Vedleggskontroll.Vedleggsfil;

/**
 * The one transaction after which a submission is ours, of whatever kind: reference, attachments, case, delivery, history. Nobody
 * gets a 2xx before it is committed; a repeat, even one that comes while the first is running, is answered by the first.
 */
@ApplicationScoped
public class Aksept {
    private static final String OPPTATT = "digisos.referanse.opptatt";

    private final Transactions transactions;
    private final Innsendinger innsendinger;
    private final Mellomlagringer mellomlagringer;
    private final Saksdokumenter saksdokumenter;
    private final Saker saker;
    private final LeveranseOpprettelse leveranser;
    private final Skjemakontroll skjemakontroll;
    private final Gjenkjenning gjenkjenning;
    private final Personer personer;
    private final Forstearkiv arkiv;
    private final MeterRegistry registry;

    Aksept(
            Transactions transactions,
            Innsendinger innsendinger,
            Mellomlagringer mellomlagringer,
            Saksdokumenter saksdokumenter,
            Saker saker,
            LeveranseOpprettelse leveranser,
            Skjemakontroll skjemakontroll,
            Gjenkjenning gjenkjenning,
            Personer personer,
            Forstearkiv arkiv,
            MeterRegistry registry) {
        this.transactions = transactions;
        this.innsendinger = innsendinger;
        this.mellomlagringer = mellomlagringer;
        this.saksdokumenter = saksdokumenter;
        this.saker = saker;
        this.leveranser = leveranser;
        this.skjemakontroll = skjemakontroll;
        this.gjenkjenning = gjenkjenning;
        this.personer = personer;
        this.arkiv = arkiv;
        this.registry = registry;
    }

    /**
     * Accepts a submission once. The steps are those of adr/one-transaction-of-acceptance.md.
     *
     * @param opplastet the request that brought it; its documents stay when this is the first of its reference
     * @param gjentakelse the answer when the reference is taken
     * @return the case: for a repeat, that of the first
     * @throws ApiException what the repeat is refused with; 400 when attachments are missing; 410 when the case is deleted
     */
    public UUID aksepter(Kaller kaller, Innlevering innlevering, Opplastet opplastet, Gjentakelse gjentakelse) {
        Skjemakontroll.Avvik avvik = skjemakontroll.kontroller(innlevering.json());
        Innsendinger.Ny ny = ny(kaller, innlevering, gjenkjenning.fingeravtrykk(kaller, innlevering), avvik.sum());
        List<MottattDokument> json = innlevering.json().stream()
                .map(dokument -> opplastet.forsegl(dokument.innhold()))
                .toList();

        Utfall utfall = transactions.inTransaction(c -> {
            las(c, innlevering.sak());
            krevFortsattEgen(c, innlevering.sak(), kaller);
            if (!innsendinger.settInn(c, ny)) {
                return opptatt(c, ny);
            }
            Mellomlagret mellomlagret = mellomlagret(c, kaller, innlevering);
            List<Vedleggsfil> vedlegg = Vedleggskontroll.ordne(
                    innlevering.spesifikasjon(), innlevering.filer().vedlegg(), mellomlagret.filer());
            skriv(c, innlevering.sak());
            saksdokumenter.knytt(c, ny, innlevering, json, vedlegg);
            mellomlagringer.slett(c, mellomlagret);
            leveranser.opprett(c, leveranse(ny, innlevering));
            Historikk.skriv(c, ny.digisosId(), ny.id(), null, Sakshendelse.AKSEPTERT_FIKS);
            return new Utfall.Akseptert(ny.digisosId());
        });

        return switch (utfall) {
            case Utfall.Akseptert akseptert -> {
                opplastet.behold();
                skjemakontroll.tell(avvik);
                try (Loggspor _ =
                        Loggspor.sak(akseptert.digisosId(), innlevering.ref().verdi())) {
                    Log.infof("%s %s er akseptert i sak %s", ny.type(), innlevering.ref(), akseptert.digisosId());
                }
                yield akseptert.digisosId();
            }
            case Utfall.Opptatt(Innsendinger.Akseptert akseptert) -> {
                UUID forste = akseptert.digisosId();
                Likhet likhet = likhet(kaller, innlevering, akseptert);
                try (Loggspor _ = Loggspor.sak(forste, innlevering.ref().verdi())) {
                    Log.infof("%s %s er kommet før, i sak %s: %s", ny.type(), innlevering.ref(), forste, likhet);
                }
                registry.counter(OPPTATT, "type", ny.type().name(), "likhet", likhet.name())
                        .increment();
                gjentakelse.svar(likhet, forste);
                yield forste;
            }
        };
    }

    private sealed interface Utfall {
        record Akseptert(UUID digisosId) implements Utfall {}

        record Opptatt(Innsendinger.Akseptert forste) implements Utfall {}
    }

    /** The submissions of a case are taken one by one, since each waits for the delivery of the one before it. */
    private void las(Connection c, Saksgrunnlag sak) throws SQLException {
        if (sak instanceof Saksgrunnlag.Bestaende bestaende && !saker.las(c, bestaende.digisosId())) {
            throw Saksadgang.slettet();
        }
    }

    /** Asked once more, since the body may have taken minutes, and two numbers joined by mistake may have been parted since. */
    private void krevFortsattEgen(Connection c, Saksgrunnlag sak, Kaller kaller) throws SQLException {
        if (sak instanceof Saksgrunnlag.Bestaende bestaende
                && !saker.erSoker(c, bestaende.digisosId(), personer.finn(c, kaller.krevPerson()))) {
            throw Saksadgang.finnesIkke();
        }
    }

    private Utfall opptatt(Connection c, Innsendinger.Ny ny) throws SQLException {
        // The repeat's 202 is as good as the first one's, which was perhaps never given.
        Transactions.ventPaReserven(c);
        return new Utfall.Opptatt(innsendinger
                .finnForste(c, ny)
                .orElseThrow(() -> new IllegalStateException("A taken reference without its submission")));
    }

    private Likhet likhet(Kaller kaller, Innlevering innlevering, Innsendinger.Akseptert akseptert) {
        Person person = personer.finn(kaller.krevPerson());
        if (!Gjenkjenning.harSammeAvsender(akseptert, kaller, person)) {
            return Likhet.ANNEN_AVSENDER;
        }
        Forste forste = arkiv.les(akseptert.id());
        if (!gjenkjenning.harSammeInnhold(akseptert, forste, kaller, person, innlevering)) {
            return Likhet.ANNET_INNHOLD;
        }
        return transactions.inTransaction(c -> ryddet(c, kaller, innlevering, forste))
                ? Likhet.LIK
                : Likhet.ANNET_INNHOLD;
    }

    /**
     * Empties the mellomlagring of a repeat, whose files the first has all.
     *
     * @return false when it has one that the first has not, or the request has; then all of them stay
     */
    private boolean ryddet(Connection c, Kaller kaller, Innlevering innlevering, Forste forste) throws SQLException {
        Mellomlagret mellomlagret = mellomlagret(c, kaller, innlevering);
        if (!Gjenkjenning.harIkkeNyeFiler(forste, innlevering, mellomlagret)) {
            return false;
        }
        mellomlagringer.tom(c, mellomlagret);
        return true;
    }

    private Mellomlagret mellomlagret(Connection c, Kaller kaller, Innlevering innlevering) throws SQLException {
        return switch (innlevering.filkilde()) {
            case FORESPORSEL -> Mellomlagret.INGENTING;
            case MELLOMLAGRING -> mellomlagringer.las(c, kaller.organisasjon(), innlevering.ref());
        };
    }

    private void skriv(Connection c, Saksgrunnlag sak) throws SQLException {
        switch (sak) {
            case Saksgrunnlag.Ny ny ->
                saker.opprett(
                        c, ny.digisosId(), ny.kommunenummer(), ny.kommune().fiksOrgId(), ny.soker(), ny.enhetsnummer());
            case Saksgrunnlag.Bestaende bestaende -> saker.beror(c, bestaende.digisosId());
        }
    }

    private static Innsendinger.Ny ny(Kaller kaller, Innlevering innlevering, byte[] fingeravtrykk, int skjemaavvik) {
        Innlevering.Klagereferanse klage = innlevering.klage();
        return new Innsendinger.Ny(
                UUID.randomUUID(),
                innlevering.type(),
                innlevering.sak().digisosId(),
                innlevering.ref(),
                klage == null ? null : klage.klageId(),
                klage == null ? null : klage.vedtakId(),
                fingeravtrykk,
                kaller.organisasjon().verdi(),
                kaller.integrasjonId(),
                skjemaavvik);
    }

    private static NyLeveranse leveranse(Innsendinger.Ny ny, Innlevering innlevering) {
        Saksgrunnlag sak = innlevering.sak();
        return new NyLeveranse(
                UUID.randomUUID(),
                ny.id(),
                sak.digisosId(),
                sak.kommunenummer(),
                sak.enhetsnummer(),
                meldingstype(ny.type()),
                innlevering.hast());
    }

    private static Meldingstype meldingstype(Innsendingstype type) {
        return switch (type) {
            case SOKNAD -> Meldingstype.SOKNAD;
            case ETTERSENDELSE -> Meldingstype.ETTERSENDELSE;
            case KLAGE -> Meldingstype.KLAGE;
            case KLAGE_ETTERSENDELSE -> Meldingstype.KLAGE_ETTERSENDELSE;
            case KLAGE_TREKK -> Meldingstype.KLAGE_TREKK;
        };
    }
}
