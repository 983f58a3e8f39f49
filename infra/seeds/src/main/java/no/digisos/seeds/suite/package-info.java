/** What every module's tests share: a real, durable Postgres, tokens, test certificates and seeds. */
@NullMarked
package no.digisos.seeds.suite;

import org.jspecify.annotations.NullMarked;
