package no.digisos.hello;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** A greeting in the database. */
@Entity
public class Hilsen {
    @Id
    long id;

    String tekst = "";
}
