/** What a function under test needs around it, and the suites that every function passes. */
@NullMarked
package no.digisos.seeds.suite;

import org.jspecify.annotations.NullMarked;
