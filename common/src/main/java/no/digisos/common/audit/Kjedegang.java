package no.digisos.common.audit;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import no.digisos.common.audit.AuditBrudd.Slag;
import org.jspecify.annotations.Nullable;

/**
 * The walk along one chain. It goes on after a fault, from what lies there, so that the next one shows too. A row is held to the one
 * before it both as that one lies there and as it should have been: so a fault is counted where it is and not again in the row after.
 */
final class Kjedegang {
    static final NavigableMap<Long, Set<String>> UTEN_ANKER = Collections.emptyNavigableMap();

    private final int kjede;
    private final @Nullable Kjedehode hode;
    /** The heads that were anchored, by the number of rows at that moment. */
    private final NavigableMap<Long, Set<String>> anker;

    private final @Nullable Kjedelukking lukking;
    private final AuditNokler nokler;
    private final List<AuditBrudd> brudd = new ArrayList<>();
    private final MessageDigest etterDigest = sha256();

    private long nr;
    /** The MAC of the row before as it lies there, and as it should be. Null where neither is known. */
    private byte @Nullable [] lagret;

    private byte @Nullable [] beregnet;
    private boolean hodeFeil;
    private boolean ubrutt = true;
    private long sisteGode;
    private byte[] sisteGodeMac = new byte[AuditMac.LENGDE];
    private long etter;
    private @Nullable String etterHex;

    private Kjedegang(
            int kjede,
            @Nullable Kjedehode hode,
            NavigableMap<Long, Set<String>> anker,
            @Nullable Kjedelukking lukking,
            AuditNokler nokler,
            long fra) {
        this.kjede = kjede;
        this.hode = hode;
        this.anker = anker;
        this.lukking = lukking;
        this.nokler = nokler;
        this.nr = fra;
        if (fra == 0) {
            lagret = new byte[AuditMac.LENGDE];
            beregnet = lagret;
            holdHode();
        }
    }

    /** The whole chain. */
    static Kjedegang hele(
            int kjede,
            @Nullable Kjedehode hode,
            NavigableMap<Long, Set<String>> anker,
            @Nullable Kjedelukking lukking,
            AuditNokler nokler) {
        return new Kjedegang(kjede, hode, anker, lukking, nokler, 0);
    }

    /** The last two rows that the head knows of, and what lies beyond. */
    static Kjedegang halen(int kjede, @Nullable Kjedehode hode, AuditNokler nokler) {
        return new Kjedegang(kjede, hode, UTEN_ANKER, null, nokler, hode == null ? 0 : Math.max(hode.antall(), 2) - 2);
    }

    void rad(Lagretrad rad) {
        if (rad.nr() < 1) {
            if (lukking == null) {
                feil(rad.nr(), rad.nr(), Slag.SATT_INN);
            }
            etterBruddet(rad);
        } else if (lukking != null && rad.nr() > lukking.sisteGode()) {
            etterBruddet(rad);
        } else if (god(rad) && ubrutt) {
            sisteGode = rad.nr();
            sisteGodeMac = rad.mac();
        } else {
            ubrutt = false;
            etterBruddet(rad);
        }
    }

    private void etterBruddet(Lagretrad rad) {
        etter++;
        rad.leggTil(etterDigest);
    }

    private boolean god(Lagretrad rad) {
        boolean sammenhengende = rad.nr() == nr + 1;
        if (!sammenhengende) {
            hull(rad.nr());
        }
        // Neither the one before it nor what that should have been is known: what lies there is taken on trust.
        boolean uprovd = lagret == null;
        Optional<Slag> feil = prov(rad);
        nr = rad.nr();
        if (foranHodet()) {
            if (feil.isPresent() || uprovd) {
                feil = Optional.of(Slag.SATT_INN);
            } else {
                // The row is genuine, so it is the head that was set back.
                hodeFeil = true;
            }
        }
        if (feil.isEmpty() && motsagt(rad)) {
            feil = Optional.of(Slag.ENDRET);
        }
        feil.ifPresent(slag -> feil(rad.nr(), rad.nr(), slag));
        holdHode();
        return feil.isEmpty() && sammenhengende && !uprovd;
    }

    private void hull(long neste) {
        long til =
                hode == null || lukking != null || hode.antall() < 0 ? neste - 1 : Math.min(neste - 1, hode.antall());
        if (nr < til) {
            feil(nr + 1, til, Slag.MANGLER);
        }
        lagret = null;
        beregnet = null;
    }

    private Optional<Slag> prov(Lagretrad rad) {
        byte[] forrige = lagret;
        byte[] ventet = beregnet;
        lagret = rad.mac();
        beregnet = lagret;
        Optional<Mac> hmac = rad.nokkel(nokler);
        if (hmac.isEmpty()) {
            return Optional.of(Slag.UKJENT_NOKKEL);
        }
        if (forrige == null || ventet == null) {
            return Optional.empty();
        }
        byte[] mac = rad.beregn(hmac.get(), forrige);
        if (!rad.harMac(mac) && !MessageDigest.isEqual(forrige, ventet)) {
            mac = rad.beregn(hmac.get(), ventet);
        }
        beregnet = mac;
        return rad.harMac(mac) ? Optional.empty() : Optional.of(Slag.ENDRET);
    }

    private boolean foranHodet() {
        // A head below 0 counts nothing: the chain was closed, or is said to be.
        return hode != null && lukking == null && hode.antall() >= 0 && nr > hode.antall();
    }

    private boolean motsagt(Lagretrad rad) {
        String mac = hex(rad.mac());
        Set<String> ankret = anker.get(rad.nr());
        return (ankret != null && !ankret.equals(Set.of(mac)))
                || (lukking != null && rad.nr() == lukking.sisteGode() && !mac.equals(lukking.mac()));
    }

    private void holdHode() {
        if (hode != null && lukking == null && nr == hode.antall() && lagret != null && beregnet != null) {
            hodeFeil |= !hode.mac().equals(hex(lagret)) && !hode.mac().equals(hex(beregnet));
        }
    }

    /** Every fault, when all rows have been walked. */
    List<AuditBrudd> slutt() {
        if (lukking != null) {
            sluttPaLukket(lukking);
        } else if (hode == null) {
            feil(Math.max(nr, 1), Math.max(nr, 1), Slag.HODE_ENDRET);
        } else {
            long ventet = Math.max(hode.antall(), anker.isEmpty() ? 0 : anker.lastKey());
            if (nr < ventet) {
                feil(nr + 1, ventet, Slag.AVKUTTET);
            }
            if (hodeFeil || hode.antall() < 0) {
                feil(Math.max(hode.antall(), 0), Math.max(hode.antall(), 0), Slag.HODE_ENDRET);
            }
        }
        return List.copyOf(brudd);
    }

    private void sluttPaLukket(Kjedelukking ved) {
        if (nr < ved.sisteGode()) {
            feil(nr + 1, ved.sisteGode(), Slag.AVKUTTET);
        } else if (sisteGode == ved.sisteGode()
                && !(etter == ved.etter() && etterHash().equals(ved.etterHash()))) {
            feil(sisteGode + 1, sisteGode + 1, Slag.LUKKET_ENDRET);
        }
        if (hode != null && hode.antall() >= 0) {
            feil(hode.antall(), hode.antall(), Slag.HODE_ENDRET);
        }
    }

    /** The last row before the first one that is not right; 0 when there is none. */
    long sisteGode() {
        return sisteGode;
    }

    String sisteGodeMac() {
        return hex(sisteGodeMac);
    }

    /** How many rows lie after that. */
    long etter() {
        return etter;
    }

    /** SHA-256 over those rows in hex, when all have been walked. */
    String etterHash() {
        String hex = etterHex == null ? hex(etterDigest.digest()) : etterHex;
        etterHex = hex;
        return hex;
    }

    private void feil(long fra, long til, Slag slag) {
        AuditBrudd siste = brudd.isEmpty() ? null : brudd.getLast();
        if (siste != null && siste.slag() == slag && siste.til() == fra - 1) {
            brudd.set(brudd.size() - 1, new AuditBrudd(kjede, siste.nr(), til, slag));
        } else {
            brudd.add(new AuditBrudd(kjede, fra, til, slag));
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
