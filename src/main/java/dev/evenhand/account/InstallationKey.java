package dev.evenhand.account;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The key under which this installation, on all its nodes, hides what it must recognise but not know. */
@ApplicationScoped
public class InstallationKey {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 32;

    private final EntityManager entities;
    private volatile SecretKeySpec key;

    InstallationKey(EntityManager entities) {
        this.entities = entities;
    }

    /** HMAC-SHA-256 of what is given, 32 bytes. */
    public byte[] sign(byte[] message) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key());
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    private SecretKeySpec key() {
        if (key == null) {
            key = new SecretKeySpec(QuarkusTransaction.joiningExisting().call(this::kept), ALGORITHM);
        }
        return key;
    }

    /** The key that all nodes share: the first one that any of them wrote down. */
    private byte[] kept() {
        byte[] made = new byte[BYTES];
        new SecureRandom().nextBytes(made);
        entities.createNativeQuery("insert into secret (name, value) values ('hmac', ?1) on conflict do nothing")
                .setParameter(1, made)
                .executeUpdate();
        return (byte[]) entities.createNativeQuery("select value from secret where name = 'hmac'", byte[].class)
                .getSingleResult();
    }
}
