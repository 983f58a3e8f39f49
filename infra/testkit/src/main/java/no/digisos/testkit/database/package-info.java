/** A real, durable Postgres for tests with the schema in it, its roles, a disk that runs full, and one who has stolen it all. */
@NullMarked
package no.digisos.testkit.database;

import org.jspecify.annotations.NullMarked;
