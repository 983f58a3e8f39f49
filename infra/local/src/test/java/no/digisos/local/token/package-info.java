@NullMarked
package no.digisos.local.token;

import org.jspecify.annotations.NullMarked;
