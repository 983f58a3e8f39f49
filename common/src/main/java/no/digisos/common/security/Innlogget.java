package no.digisos.common.security;

import jakarta.enterprise.context.RequestScoped;
import org.jspecify.annotations.Nullable;

/** The caller of the current request, once {@link AccessFilter} has let it in. */
@RequestScoped
public class Innlogget {
    private @Nullable Kaller kaller;

    /** The proved caller; a defect of ours when asked before the filter ran. */
    public Kaller kaller() {
        Kaller proved = kaller;
        if (proved == null) {
            throw new IllegalStateException("No caller has been proved");
        }
        return proved;
    }

    void set(Kaller proved) {
        this.kaller = proved;
    }
}
