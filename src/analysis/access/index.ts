/**
 * Who can do what: effective permissions of every identity, from the roles and bindings of an input.
 *
 * `accessOf(inventory, minor)` is {@link Access} for an input and what the API server of that release makes itself, computed once.
 * {@link Access.can} decides about one request, {@link Access.who} finds the subjects that may make it, {@link Access.rulesFor} lists what
 * an identity has, {@link Access.missing} is the check against escalation. Identities come from {@link userIdentity},
 * {@link accountIdentity} and {@link groupIdentity}; requests are those of `kubernetes/rbac/rule-allows.ts`.
 */
export { Access, ALWAYS, type Decision, type Grant, type HeldRule, type Holders } from './access';
export { accountIdentity, accountOf, accountUser, describeIdentity, groupIdentity, userIdentity, type Identity } from './identity';
export { accessOf } from './with-bootstrap';
