@NullMarked
package no.digisos.local.gateway;

import org.jspecify.annotations.NullMarked;
