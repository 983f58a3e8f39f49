@NullMarked
package no.digisos.local.demo;

import org.jspecify.annotations.NullMarked;
