package no.digisos.common.upload;

/**
 * One file of an upload.
 *
 * @param innhold what {@link FileSink} made of the bytes
 */
public record FileEntry<T>(FileMetadata metadata, T innhold) {}
