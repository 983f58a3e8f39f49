package no.digisos.common.kommune;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Plain reads of kontoer. */
@ApplicationScoped
public class KontoRepository implements PanacheRepositoryBase<Konto, UUID> {}
