package dev.evenhand.upload;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Raters by another name where theirs is an e-mail address; the same address is always the same rater. */
final class Pseudonyms {
    private static final String ALGORITHM = "HmacSHA256";
    private static final Pattern E_MAIL = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s]+");

    /** 128 bits: nobody meets another's name by chance. */
    private static final int BYTES = 16;

    private final Mac mac;

    /** @param key without which nobody can tell which address a name stands for */
    Pseudonyms(byte[] key) {
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
        }
    }

    static boolean isPersonal(String rater) {
        return rater.indexOf('@') >= 0 && E_MAIL.matcher(rater.strip()).find();
    }

    String of(String rater) {
        byte[] address = rater.strip().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
        return "h-" + HexFormat.of().formatHex(Arrays.copyOf(mac.doFinal(address), BYTES));
    }
}
