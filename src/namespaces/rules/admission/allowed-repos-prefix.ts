import { defineRule, undecided, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { objectsOfKind } from '../../../engine/subjects';
import { collect, NONE } from '../../../kubernetes/objects/collect';
import type { KubeObject } from '../../../kubernetes/objects/object';
import { asObject, isUnset, typeName } from '../../../text/json';

export const allowedReposPrefix = defineRule({
  id: 'namespaces/allowed-repos-prefix',
  title: 'Entries of repos in K8sAllowedRepos (Gatekeeper) must end where a name ends',
  description:
    'The constraint allows every image whose name begins with an entry: `registry.example.com` allows `registry.example.com.evil.com/x` '
    + 'too, and `ghcr.io/acme` allows `ghcr.io/acme-evil/x`. An entry passes that ends with `/`, or that names a tag or digest. A '
    + 'registry in which everyone can publish (Docker Hub, `ghcr.io`, `quay.io`, `public.ecr.aws`, `registry.gitlab.com`) needs a path '
    + 'as well, and an empty entry allows every image.\n\n'
    + 'Unset and empty lists allow nothing and pass.',
  severity: Severity.MEDIUM,
  fix: 'End each entry with a `/`, behind the name of the organisation.',
  sources: ['https://open-policy-agent.github.io/gatekeeper-library/website/validation/allowedrepos/'],
  bad:
    '{ apiVersion: constraints.gatekeeper.sh/v1beta1, kind: K8sAllowedRepos, metadata: { name: repos }, '
    + 'spec: { match: { kinds: [{ apiGroups: [""], kinds: [Pod] }] }, parameters: { repos: [registry.example.com] } } }',
  good:
    '{ apiVersion: constraints.gatekeeper.sh/v1beta1, kind: K8sAllowedRepos, metadata: { name: repos }, '
    + 'spec: { match: { kinds: [{ apiGroups: [""], kinds: [Pod] }] }, parameters: { repos: [registry.example.com/] } } }',
  subject: objectsOfKind('constraints.gatekeeper.sh/K8sAllowedRepos'),
  check: requireEnds,
});

const PATH = 'spec.parameters.repos';
const PUBLIC = new Set(['docker.io', 'ghcr.io', 'index.docker.io', 'public.ecr.aws', 'quay.io', 'registry.gitlab.com']);

function requireEnds({ json }: KubeObject): readonly Outcome[] {
  const { repos } = asObject(asObject(json.spec).parameters);
  if (isUnset(repos)) return NONE;
  if (!Array.isArray(repos)) return [undecided(PATH, `repos is ${typeName(repos)}, not a list`)];
  return collect(repos, (entry: unknown, index): readonly Outcome[] => {
    const path = `${PATH}[${index}]`;
    if (typeof entry !== 'string') return [undecided(path, `the entry is ${typeName(entry)}, not a string`)];
    if (entry === '') return [{ path, message: 'the entry is empty, which allows every image' }];
    if (PUBLIC.has(entry.replace(/\/$/, ''))) {
      return [{ path, message: `${JSON.stringify(entry)} allows what anyone publishes there` }];
    }
    const last = entry.slice(entry.lastIndexOf('/') + 1);
    const isClosed = last === '' || (entry.includes('/') && /[:@]/.test(last));
    return isClosed ? NONE : [{ path, message: `${JSON.stringify(entry)} allows every name that begins so` }];
  });
}
