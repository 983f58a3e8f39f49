/** ID-porten and Maskinporten for one machine. */
@NullMarked
package no.digisos.testkit.token;

import org.jspecify.annotations.NullMarked;
