/** ID-porten and Maskinporten for one machine. */
@NullMarked
package no.digisos.local.token;

import org.jspecify.annotations.NullMarked;
