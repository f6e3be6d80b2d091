import type { AuditRuleView, GroupResourcesView } from '../kubernetes/audit/audit-policy';

/** An entry that selects nothing. */
export interface IneffectiveEntry {
  readonly path: string;
  readonly message: string;
}

/** Verbs of requests for resources. `proxy` is that of the paths /api/v1/proxy/…, which no longer lead anywhere but can be requested. */
const RESOURCE_VERBS = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection', 'proxy'];
/** Verbs of other requests: the HTTP methods in lower case. */
const PATH_VERBS = ['get', 'head', 'post', 'put', 'patch', 'delete', 'options', 'connect', 'trace'];

const NAMESPACE = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const RESOURCE = /^(\*|[a-z]([-a-z0-9]{0,61}[a-z0-9])?)(\/(\*|[a-z][-A-Za-z0-9]*))?$/;

/** Groups to which custom resources cannot add: what is not in the list does not exist. Source: the API reference of Kubernetes 1.37. */
const CLOSED_GROUPS: Readonly<Record<string, string>> = {
  '':
    'bindings componentstatuses configmaps endpoints events limitranges namespaces nodes persistentvolumeclaims persistentvolumes '
    + 'pods podtemplates replicationcontrollers resourcequotas secrets serviceaccounts services',
  'apps': 'controllerrevisions daemonsets deployments replicasets statefulsets',
  'authentication.k8s.io': 'selfsubjectreviews tokenreviews',
  'authorization.k8s.io': 'localsubjectaccessreviews selfsubjectaccessreviews selfsubjectrulesreviews subjectaccessreviews',
  'batch': 'cronjobs jobs',
  'rbac.authorization.k8s.io': 'clusterrolebindings clusterroles rolebindings roles',
};
const RESOURCES = new Map(Object.entries(CLOSED_GROUPS).map(([group, resources]) => [group, resources.split(' ')]));

/** Entries of a rule that no request can have. */
export function ineffectiveEntries(rule: AuditRuleView): IneffectiveEntry[] {
  const found: IneffectiveEntry[] = [];
  const base = `rules[${rule.index}]`;
  const each = (list: 'users' | 'userGroups' | 'namespaces' | 'verbs', judge: (value: string) => string | undefined) =>
    rule[list].forEach((value, index) => {
      const fault = value.includes('*') ? `"*" has no meaning in ${list}` : judge(value);
      if (fault !== undefined) {
        found.push({
          path: `${base}.${list}[${index}]`,
          message: `rule ${rule.index} lists ${JSON.stringify(value)}, which matches no request: ${fault}`,
        });
      }
    });
  each('users', (value) => (value === '' ? 'every user has a name' : undefined));
  each('userGroups', (value) => (value === '' ? 'every group has a name' : undefined));
  each('namespaces', (value) => (value === '' || NAMESPACE.test(value) ? undefined : 'no namespace can have this name'));
  const verbs = verbsOf(rule);
  each('verbs', (value) => (verbs.includes(value) ? undefined : `the verbs of these requests are ${verbs.join(', ')}`));
  rule.resources.forEach((entry, index) => found.push(...ineffectiveResources(entry, `${base}.resources[${index}]`, rule.index)));
  return found;
}

function verbsOf({ resources, namespaces, nonResourceURLs }: AuditRuleView): readonly string[] {
  if (resources.length > 0 || namespaces.length > 0) return RESOURCE_VERBS;
  return nonResourceURLs.length > 0 ? PATH_VERBS : [...new Set([...RESOURCE_VERBS, ...PATH_VERBS])];
}

function ineffectiveResources({ group, resources }: GroupResourcesView, path: string, rule: number): IneffectiveEntry[] {
  if (group === 'core' || group === 'v1') {
    return [
      {
        path: `${path}.group`,
        message: `rule ${rule} selects the group ${JSON.stringify(group)}, which matches no request: the core group is ""`,
      },
    ];
  }
  return resources.flatMap((pattern, index) => {
    const fault = faultOf(group, pattern);
    return fault === undefined
      ? []
      : [
          {
            path: `${path}.resources[${index}]`,
            message: `rule ${rule} lists ${JSON.stringify(pattern)}, which matches no request: ${fault}`,
          },
        ];
  });
}

function faultOf(group: string, pattern: string): string | undefined {
  if (!RESOURCE.test(pattern) || pattern === '*/*') {
    return 'it is not of the form resource, resource/subresource, resource/*, */subresource or *';
  }
  const resource = pattern.split('/')[0]!;
  const known = RESOURCES.get(group);
  if (resource === '*' || !known || known.includes(resource)) return undefined;
  const home = [...RESOURCES].find(([, resources]) => resources.includes(resource))?.[0];
  const where = `${group === '' ? 'the core group' : `the group ${group}`} has no ${resource}`;
  return home === undefined ? where : `${where}, which ${home === '' ? 'the core group' : home} has`;
}
