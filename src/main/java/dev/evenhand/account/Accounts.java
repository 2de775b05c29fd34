package dev.evenhand.account;

import dev.evenhand.account.Throttle.Limit;
import dev.evenhand.clock.DatabaseClock;
import dev.evenhand.problem.Refusal;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The door of this room: people who sign in, raters who come by a link, and how each of them gets in. */
@ApplicationScoped
public class Accounts {
    static final String ADMIN = "admin";

    @ApplicationScoped
    static class InvitationRepository implements PanacheRepositoryBase<Invitation, byte[]> {}

    /**
     * A rater who was invited a moment ago.
     *
     * @param code goes into the link; shown once
     * @param token votes over the API; shown once
     */
    public record Invited(Account rater, String code, String token) {}

    private final AccountRepository accounts;
    private final InvitationRepository invitations;
    private final Sessions sessions;
    private final Tokens tokens;
    private final Throttle throttle;
    private final Passwords passwords;
    private final AccountConfig config;
    private final DatabaseClock clock;

    Accounts(
            AccountRepository accounts,
            InvitationRepository invitations,
            Sessions sessions,
            Tokens tokens,
            Throttle throttle,
            Passwords passwords,
            AccountConfig config,
            DatabaseClock clock) {
        this.accounts = accounts;
        this.invitations = invitations;
        this.sessions = sessions;
        this.tokens = tokens;
        this.throttle = throttle;
        this.passwords = passwords;
        this.config = config;
        this.clock = clock;
    }

    // ------------------------------------------------------------------------------------------------------- people

    /** The account with this name and password. Unknown names and wrong passwords look and last the same. */
    Account signIn(String username, String password, Network network) {
        Limit ofName = new Limit(config.failures(), config.failureWindow(), "password", network.line(), username);
        Limit ofNetwork = new Limit(config.networkFailures(), config.failureWindow(), "password", network.line());
        String patience = "Too many wrong passwords. Wait a little before the next one.";
        throttle.attempt(ofNetwork, "too-many-attempts", patience);
        throttle.attempt(ofName, "too-many-attempts", patience);
        Account account = accounts.named(username).filter(Account::isActive).orElse(null);
        if (!passwords.matches(password, account == null ? null : account.password)) {
            throw Refusal.unauthorised("bad-credentials", "This name and password do not go together.");
        }
        throttle.forgetAll(ofName);
        throttle.forgetLast(ofNetwork);
        return account;
    }

    boolean needsAdmin() {
        return !accounts.hasAdmin();
    }

    @Transactional
    Account addPerson(String username, Role role, String password) {
        if (accounts.named(username).isPresent()) {
            throw Refusal.conflict("username-taken", "Somebody is called %s already.".formatted(username));
        }
        Account person = Account.person(username, role, passwords.hash(password), clock.now());
        accounts.persistAndFlush(person);
        return person;
    }

    /** Creates the account "admin", or lets it in again with this password. */
    @Transactional
    Account putAdmin(String password) {
        Account admin = accounts.named(ADMIN).orElse(null);
        if (admin == null) {
            return addPerson(ADMIN, Role.ADMIN, password);
        }
        admin.disabledAt = null;
        if (!passwords.matches(password, admin.password)) {
            admin.password = passwords.hash(password);
            sessions.endAll(admin.id);
        }
        return admin;
    }

    @Transactional
    Account changePassword(UUID id, String current, String password) {
        Account account = accounts.findById(id);
        if (!passwords.matches(current, account.password)) {
            throw Refusal.unprocessable("bad-credentials", "The current password is not right.");
        }
        account.password = passwords.hash(password);
        sessions.endAll(id);
        return account;
    }

    List<Account> people() {
        return accounts.people();
    }

    @Transactional
    void disablePerson(UUID id, Caller caller) {
        if (id.equals(caller.account())) {
            throw Refusal.conflict("own-account", "You cannot disable the account you are using.");
        }
        Account person = accounts.findByIdOptional(id)
                .filter(account -> account.role() != Role.RATER)
                .orElseThrow(() -> Refusal.notFound("account-unknown", "There is no such account."));
        disable(person);
    }

    // ------------------------------------------------------------------------------------------------- the first admin

    /** A link's code that creates the first admin, once. */
    @Transactional
    String inviteAdmin() {
        invitations.delete("account is null");
        Invitation invitation = invitation(null);
        invitation.expiresAt = invitation.createdAt.plus(config.setupLink());
        return keep(invitation);
    }

    @Transactional
    Account acceptAdmin(String code, String password) {
        Invitation invitation = invitations.findById(Secrets.hash(code));
        if (invitation == null || invitation.account != null || !invitation.isGood(clock.now()) || !needsAdmin()) {
            throw Refusal.gone(
                    "link-expired",
                    needsAdmin()
                            ? "This link is too old. Restart the server for a new one."
                            : "This link has been used: there is an admin already, who can sign in.");
        }
        invitations.delete(invitation);
        return putAdmin(password);
    }

    // ------------------------------------------------------------------------------------------------------- raters

    /** Invites a rater by name: a link that works on any device until it is revoked, and a token for programs. */
    @Transactional
    public Invited invite(UUID arena, String label) {
        Account rater = Account.rater(arena, label, true, clock.now());
        accounts.persistAndFlush(rater);
        Invitation invitation = invitation(rater);
        return new Invited(rater, keep(invitation), tokens.makeFor(rater));
    }

    /** A new rater who came by the arena's own link, or without any where the arena is open. */
    @Transactional
    public Account admit(UUID arena, Network network) {
        throttle.attempt(
                new Limit(config.newcomers(), config.newcomerWindow(), "join", network.block(), arena.toString()),
                "too-many-newcomers",
                "Too many raters have come from your network. Wait a little, or ask for an invitation of your own.");
        Account rater = Account.rater(arena, null, false, clock.now());
        accounts.persistAndFlush(rater);
        return rater;
    }

    /** The rater whom this code lets into this arena. */
    public Optional<Account> invited(UUID arena, String code) {
        return Optional.ofNullable(invitations.findById(Secrets.hash(code)))
                .filter(invitation -> invitation.account != null
                        && invitation.account.arena.equals(arena)
                        && invitation.isGood(clock.now()))
                .map(invitation -> invitation.account);
    }

    public List<Account> raters(UUID arena) {
        return accounts.raters(arena);
    }

    @Transactional
    public void revoke(UUID arena, UUID rater) {
        disable(accounts.findByIdOptional(rater)
                .filter(account -> arena.equals(account.arena))
                .orElseThrow(() -> Refusal.notFound("rater-unknown", "There is no such rater in this arena.")));
    }

    /** Which languages a rater reads; nothing where the rater did not say. */
    public Optional<List<String>> languagesOf(UUID rater) {
        return accounts.findById(rater).reads();
    }

    /** A rater says which languages to be shown from now on. */
    @Transactional
    public void noteLanguages(UUID rater, List<String> languages) {
        accounts.findById(rater).reads = languages.toArray(String[]::new);
    }

    /** Signs somebody in: a cookie's worth of secret. */
    public String startSession(Account account) {
        return sessions.start(account);
    }

    /** Ends whatever session this secret belongs to, if any. */
    public void endSession(String secret) {
        sessions.end(secret);
    }

    private void disable(Account account) {
        if (account.isActive()) {
            account.disabledAt = clock.now();
        }
        sessions.endAll(account.id);
    }

    private Invitation invitation(Account account) {
        Invitation invitation = new Invitation();
        invitation.account = account;
        invitation.createdAt = clock.now();
        return invitation;
    }

    private String keep(Invitation invitation) {
        String code = Secrets.make();
        invitation.hash = Secrets.hash(code);
        invitations.persist(invitation);
        return code;
    }
}
