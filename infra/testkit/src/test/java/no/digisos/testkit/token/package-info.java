@NullMarked
package no.digisos.testkit.token;

import org.jspecify.annotations.NullMarked;
