import { defineRule, undecided, type CheckContext, type Outcome, type Selected } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { subject } from '../../../engine/subjects';
import { describe } from '../../../kubernetes/objects/object';
import { joinPath } from '../../../text/path';
import { TOKEN_ACCOUNT, TOKEN_TYPE, tokenSecrets, type TokenSecret } from './token-secrets';

export const longLivedToken = defineRule({
  id: 'workloads/long-lived-token',
  title: 'Secrets must not hold long-lived tokens (kubernetes.io/service-account-token)',
  description:
    'Such a token does not expire, and is valid outside the cluster until the Secret is deleted; any reader of the Secret can act as the '
    + 'ServiceAccount. Pods that mount it or take it as a variable, and ServiceAccounts that list it, are named in the finding of the '
    + 'Secret.\n\n'
    + 'Unknown: a Secret that is not in the input and has the name of a token that Kubernetes generated (`api-token-x7k2p`), where a '
    + 'pod uses '
    + 'it or a ServiceAccount lists it; and a Secret of the type without the annotation `kubernetes.io/service-account.name`, which the '
    + 'API '
    + 'server rejects. Projected tokens and those of `kubectl create token` expire, and pass.',
  severity: Severity.MEDIUM,
  fix:
    'Delete the Secret. In a pod, project a token (volume source `serviceAccountToken`, with `expirationSeconds`); outside of the cluster, '
    + 'request one for the time that it is needed with `kubectl create token`, or let the identity provider of the client authenticate.',
  sources: [
    'https://kubernetes.io/docs/concepts/configuration/secret/#serviceaccount-token-secrets',
    'https://kubernetes.io/docs/concepts/security/service-accounts/#get-a-token',
  ],
  bad:
    '{ apiVersion: v1, kind: Secret, metadata: { name: ci, annotations: { kubernetes.io/service-account.name: ci } }, '
    + `type: ${TOKEN_TYPE} }`,
  good:
    '{ apiVersion: v1, kind: Pod, metadata: { name: ci }, spec: { serviceAccountName: ci, automountServiceAccountToken: false, '
    + 'containers: [{ name: ci, image: ci, volumeMounts: [{ name: token, mountPath: /var/run/token, readOnly: true }] }], '
    + 'volumes: [{ name: token, projected: { sources: [{ serviceAccountToken: { path: token, expirationSeconds: 3600 } }] } }] } }',
  subject: subject('Secrets with tokens of ServiceAccounts', ({ inventory }) => selected(inventory)),
  revisions: [{ since: '1.22', check: neverExpires }],
});

function selected(inventory: CheckContext['inventory']): readonly Selected<TokenSecret>[] {
  return tokenSecrets(inventory).map((value) => ({ value, object: value.secret ?? value.uses[0]!.object }));
}

const MOST_USERS = 3;

function neverExpires({ secret, namespace, name, uses }: TokenSecret): readonly Outcome[] {
  if (!secret) {
    const [{ path, user }] = uses as [TokenSecret['uses'][0]];
    const fact = `${user} names the Secret ${namespace}/${name}, which is not in the input and is called like a token that does not expire`;
    return [undecided(path, fact)];
  }
  const related = uses.map(({ object, path, user }) => ({ object, path, what: `${user}, which uses the token` }));
  const account = secret.annotations[TOKEN_ACCOUNT];
  if (account === undefined || account === '') {
    const message = `the Secret names no ServiceAccount (annotation ${TOKEN_ACCOUNT}), so the API server rejects it`;
    return [{ ...undecided(joinPath('metadata.annotations', TOKEN_ACCOUNT), message), related }];
  }
  const users = [...new Set(uses.map(({ object }) => describe(object)))];
  const more = users.length > MOST_USERS ? ` and ${users.length - MOST_USERS} more` : '';
  const used = users.length === 0 ? '' : `; used by ${users.slice(0, MOST_USERS).join(', ')}${more}`;
  return [
    { path: 'type', message: `the Secret holds a token of ServiceAccount ${namespace}/${account} that does not expire${used}`, related },
  ];
}
