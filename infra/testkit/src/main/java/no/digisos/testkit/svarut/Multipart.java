package no.digisos.testkit.svarut;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.fileupload2.core.AbstractFileUpload;
import org.apache.commons.fileupload2.core.DiskFileItem;
import org.apache.commons.fileupload2.core.DiskFileItemFactory;
import org.apache.commons.fileupload2.core.FileItemInput;
import org.apache.commons.fileupload2.core.FileItemInputIterator;
import org.apache.commons.fileupload2.core.RequestContext;

/** Reads the parts of a multipart body one after the other, while they come. */
final class Multipart {

    private static final int MAX_PART_HEADERS_BYTES = 8 * 1024;

    private Multipart() {}

    /**
     * The parts.
     *
     * @throws org.apache.commons.fileupload2.core.FileUploadException when the request is not multipart
     */
    static FileItemInputIterator parts(HttpExchange exchange) throws IOException {
        Parser parser = new Parser();
        parser.setHeaderCharset(StandardCharsets.UTF_8);
        parser.setMaxPartHeaderSize(MAX_PART_HEADERS_BYTES);
        return parser.getItemIterator((RequestContext) new Body(exchange));
    }

    /** What the part's file is called. The library lets the last of {@code filename} and {@code filename*} win. */
    static Optional<String> filename(FileItemInput part) {
        String header = part.getHeaders() == null ? null : part.getHeaders().getHeader("Content-Disposition");
        return header == null ? Optional.empty() : ContentDisposition.filename(header);
    }

    private record Body(HttpExchange exchange) implements RequestContext {

        @Override
        public String getCharacterEncoding() {
            return StandardCharsets.UTF_8.name();
        }

        @Override
        public long getContentLength() {
            return -1;
        }

        @Override
        public String getContentType() {
            String type = exchange.getRequestHeaders().getFirst("Content-Type");
            return type == null ? "" : type;
        }

        @Override
        public InputStream getInputStream() {
            return exchange.getRequestBody();
        }

        @Override
        public boolean isMultipartRelated() {
            return false;
        }
    }

    /** Only the streaming side of the library; nothing is ever written to its temporary files. */
    private static final class Parser extends AbstractFileUpload<RequestContext, DiskFileItem, DiskFileItemFactory> {

        @Override
        public Map<String, List<DiskFileItem>> parseParameterMap(RequestContext request) {
            throw new UnsupportedOperationException("parts are streamed");
        }

        @Override
        public List<DiskFileItem> parseRequest(RequestContext request) {
            throw new UnsupportedOperationException("parts are streamed");
        }
    }
}
