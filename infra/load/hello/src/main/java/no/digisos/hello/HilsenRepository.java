package no.digisos.hello;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;

/** The greetings. */
@ApplicationScoped
public class HilsenRepository implements PanacheRepositoryBase<Hilsen, Long> {}
