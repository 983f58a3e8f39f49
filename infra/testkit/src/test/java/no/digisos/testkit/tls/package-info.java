@NullMarked
package no.digisos.testkit.tls;

import org.jspecify.annotations.NullMarked;
