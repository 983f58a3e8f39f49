package no.digisos.hello;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;

/** Reads the greetings and answers with them. */
@Path("/hello")
public class HilsenResource {
    private final HilsenRepository hilsener;

    public HilsenResource(HilsenRepository hilsener) {
        this.hilsener = hilsener;
    }

    /** A greeting on the wire. */
    public record Svar(String tekst) {}

    @GET
    public List<Svar> alle() {
        return hilsener.listAll().stream().map(h -> new Svar(h.tekst)).toList();
    }
}
