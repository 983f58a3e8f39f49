/** What several tests of the fallback job need: a server that misbehaves on purpose, and throw-away keys. */
@NullMarked
package no.digisos.fallback.testkit;

import org.jspecify.annotations.NullMarked;
