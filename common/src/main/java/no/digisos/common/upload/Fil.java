package no.digisos.common.upload;

/**
 * One file of an upload.
 *
 * @param innhold what {@link Filmottak} made of the bytes
 */
public record Fil<T>(Filmetadata metadata, T innhold) {}
