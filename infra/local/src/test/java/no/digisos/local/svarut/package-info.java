@NullMarked
package no.digisos.local.svarut;

import org.jspecify.annotations.NullMarked;
