/** The mutation fuzzer: valid calls of every endpoint, spoilt by a seeded die, and a judge of what comes back. */
@NullMarked
package no.digisos.fuzz;

import org.jspecify.annotations.NullMarked;
