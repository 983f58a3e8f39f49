package no.digisos.common.identity;

/** The weighted modulo-11 control digit that Norwegian numbers share. */
final class Mod11 {
    private Mod11() {}

    /** The weighted sum of the digits modulo 11; 0 when the last weight covers a right control digit. */
    static int remainder(String digits, int... weights) {
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * (digits.charAt(i) - '0');
        }
        return sum % 11;
    }
}
