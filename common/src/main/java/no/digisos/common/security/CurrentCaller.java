package no.digisos.common.security;

import jakarta.enterprise.context.RequestScoped;
import java.nio.ByteBuffer;
import java.util.Optional;
import no.digisos.common.identity.Fnr;
import org.jspecify.annotations.Nullable;

/** The caller of the current request, once {@link AccessFilter} has let it in. */
@RequestScoped
public class CurrentCaller {
    private @Nullable Caller caller;
    private @Nullable Fnr person;
    private @Nullable Virksomhetssertifikat certificate;
    private @Nullable Administrator administrator;

    /** The proved caller; a defect of ours when asked before the filter ran. */
    public Caller caller() {
        Caller proved = caller;
        if (proved == null) {
            throw new IllegalStateException("No caller has been proved");
        }
        return proved;
    }

    /** The proved citizen, with or without an integration in between; a defect of ours when asked for a machine's call. */
    public Fnr person() {
        Fnr citizen = person;
        if (citizen == null) {
            throw new IllegalStateException("No citizen has been proved");
        }
        return citizen;
    }

    /** The virksomhetssertifikat that the caller proved itself with, when it showed one. */
    public Optional<Virksomhetssertifikat> certificate() {
        return Optional.ofNullable(certificate);
    }

    /** The proved administrator of some kommune; a defect of ours when asked where no ADMIN grant was required. */
    public Administrator administrator() {
        Administrator proved = administrator;
        if (proved == null) {
            throw new IllegalStateException("No administrator has been proved");
        }
        return proved;
    }

    /**
     * Who it is for whom a call counts where callers are held apart: equal for all calls of one integration, or of one person where
     * there is none. Proved, so never what a header claims; all calls that need no login count together.
     */
    public Object who() {
        if (caller != null) {
            return caller.integrasjonId();
        }
        if (administrator != null) {
            return ByteBuffer.wrap(administrator.indeks());
        }
        return person == null ? CurrentCaller.class : person;
    }

    void set(Administrator proved) {
        this.administrator = proved;
    }

    void set(Caller proved, Optional<Virksomhetssertifikat> shown) {
        this.caller = proved;
        this.certificate = shown.orElse(null);
        this.person = proved.person().orElse(null);
    }

    void set(Fnr proved) {
        this.person = proved;
    }
}
