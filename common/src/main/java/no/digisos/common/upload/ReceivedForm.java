package no.digisos.common.upload;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A whole upload, read to its end.
 *
 * @param json the JSON parts that came, by part name, as sent and not yet parsed; which of them are required is the endpoint's to
 *     say
 * @param filer the files, in the order of the request
 */
public record ReceivedForm<T>(Map<String, byte[]> json, List<FileEntry<T>> filer) {
    public ReceivedForm {
        json = Collections.unmodifiableMap(new LinkedHashMap<>(json));
        filer = List.copyOf(filer);
    }
}
