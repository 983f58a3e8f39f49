package no.digisos.common.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A resource method that may answer with an {@link StreamedBody}: it is called only when there is a place among those who stream
 * ({@link TransferConfig#nedlastinger()}), and answered with 503 when there is none in time. {@link StreamedBodyWriter} writes nothing
 * for a method without it.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface StreamsBody {}
