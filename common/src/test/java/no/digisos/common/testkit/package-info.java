/** What every module's tests share: a real, durable Postgres, tokens, test certificates and seeds. */
@NullMarked
package no.digisos.common.testkit;

import org.jspecify.annotations.NullMarked;
