import type { Refusal } from '../../cdk8s/refusal';

const SECRETS = 'secrets';
const LABEL = '[a-z0-9]([a-z0-9-]*[a-z0-9])?';
const RESOURCE = new RegExp(`^(\\*|${LABEL})(\\.(\\*|${LABEL}(\\.${LABEL})*)?)?$`);
/** What the API server keeps for itself, and serves to nobody. */
const WITHOUT_API: ReadonlySet<string> = new Set(['apiserveripinfo', 'serviceipallocations', 'servicenodeportallocations']);

/** Secrets and what else is named, as `resources` of the configuration; or what is wrong with a name. */
export function resourcesOf(others: readonly string[]): readonly string[] | Refusal {
  for (const name of others) {
    const fault = nameFault(name);
    if (fault !== undefined) return invalid(name, fault);
  }
  const isCovered = others.some((name) => ['*.*', '*.', SECRETS, `${SECRETS}.`].includes(name));
  const all = isCovered ? [...others] : [SECRETS, ...others];
  for (const [i, one] of all.entries()) {
    const twice = all.slice(i + 1).find((other) => overlaps(one, other));
    if (twice !== undefined) {
      return {
        fact: `resources names ${JSON.stringify(one)} and ${JSON.stringify(twice)}, which overlap`,
        consequence: 'so the API server rejects the configuration',
        remedy: 'Leave out the narrower one.',
      };
    }
  }
  return all;
}

function nameFault(name: unknown): string | undefined {
  if (typeof name !== 'string' || !RESOURCE.test(name) || name === '*') return 'is not a resource';
  const [resource, group] = split(name);
  if (group === '*' && resource !== '*') return 'names a resource of all groups';
  if (WITHOUT_API.has(name)) return 'is kept by the API server for itself';
  if (group === 'events.k8s.io') return 'is stored as events of the core group';
  if (group === 'extensions') return 'is in a group that Kubernetes no longer has';
  return undefined;
}

function invalid(name: unknown, fault: string): Refusal {
  return {
    fact: `resources names ${JSON.stringify(name)}, which ${fault}`,
    consequence: 'so the API server rejects the configuration',
    remedy: 'Write the plural and the group, such as "configmaps", "widgets.example.com", "*.example.com" or "*.*".',
  };
}

function overlaps(one: string, other: string): boolean {
  if (one === '*.*' || other === '*.*') return true;
  const [[resource, group], [otherResource, otherGroup]] = [split(one), split(other)];
  return group === otherGroup && (resource === otherResource || resource === '*' || otherResource === '*');
}

function split(name: string): [string, string] {
  const dot = name.indexOf('.');
  return dot < 0 ? [name, ''] : [name.slice(0, dot), name.slice(dot + 1)];
}

/** A command that writes every object of a resource again, so that the first provider encrypts it. */
export function rewriteCommand(name: string): string {
  const [resource, group] = split(name);
  if (resource !== '*') return rewrite(group === '' ? resource : name);
  const ofGroup = group === '*' ? '' : ` --api-group=${group === '' ? "''" : group}`;
  return `kubectl api-resources${ofGroup} --verbs=list,update -o name | while read -r each; do ${rewrite('"$each"')}; done`;
}

function rewrite(resource: string): string {
  return `kubectl get ${resource} --all-namespaces -o json | kubectl replace -f -`;
}
