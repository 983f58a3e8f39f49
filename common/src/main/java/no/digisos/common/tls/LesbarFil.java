package no.digisos.common.tls;

import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.microprofile.config.spi.Converter;

/** A path to a file that is there and can be read. */
public final class LesbarFil implements Converter<Path> {
    @Override
    public Path convert(String verdi) {
        Path fil = Path.of(verdi.strip());
        if (!Files.isRegularFile(fil)) {
            throw new IllegalArgumentException("there is no such file");
        }
        if (!Files.isReadable(fil)) {
            throw new IllegalArgumentException("the file cannot be read by the user that this process runs as");
        }
        return fil;
    }
}
