package no.digisos.metadata.audit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import no.digisos.common.audit.AuditAction;

/** What a call of this resource method is in the audit log. A method without it names nobody and leaves no row. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Traced {
    AuditAction value();
}
