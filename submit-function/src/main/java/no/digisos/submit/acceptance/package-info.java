/** The one transaction that every submission ends in, and how a repeat of one is recognised and answered. */
@NullMarked
package no.digisos.submit.acceptance;

import org.jspecify.annotations.NullMarked;
