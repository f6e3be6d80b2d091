import { defineRule, undecided, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import type { ComponentFlags, Flag } from '../../../kubernetes/components/component-flags';
import { NONE } from '../../../kubernetes/objects/collect';
import { apiServers } from './api-servers';

const OLD_LIST = 'admission-control';

export const podSecurityPlugin = defineRule({
  id: 'namespaces/pod-security-plugin',
  title: 'kube-apiserver must not disable the PodSecurity admission plugin',
  description:
    'The plugin is on by default. Without it, the Pod Security labels have no effect. It is off if any '
    + '`--disable-admission-plugins` names it, or if the old `--admission-control`, which lists every enabled plugin, does not. '
    + 'Values that are not known are unknown. A flag that is not visible counts as unset, even if there can be more flags.',
  severity: Severity.HIGH,
  fix: 'Remove PodSecurity from --disable-admission-plugins, and --admission-control altogether.',
  controls: ['CIS-2.0:5.2.1'],
  sources: ['https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#podsecurity'],
  bad:
    '{ apiVersion: kubeadm.k8s.io/v1beta4, kind: ClusterConfiguration, '
    + 'apiServer: { extraArgs: [{ name: disable-admission-plugins, value: PodSecurity }] } }',
  good:
    '{ apiVersion: kubeadm.k8s.io/v1beta4, kind: ClusterConfiguration, '
    + 'apiServer: { extraArgs: [{ name: disable-admission-plugins, value: DefaultStorageClass }] } }',
  subject: apiServers,
  revisions: [{ since: '1.23', check: requirePlugin }],
});

function requirePlugin({ flags, path: place, incomplete }: ComponentFlags): readonly Outcome[] {
  const disabling = occurrences(flags.get('disable-admission-plugins'));
  const listing = occurrences(flags.get(OLD_LIST));
  const unclear = [...disabling, ...listing].filter((flag) => flag.unclear !== undefined);
  const found = disabling
    .filter((flag) => flag.unclear === undefined && names(flag).includes('PodSecurity'))
    .map(({ path }): Outcome => ({
      path,
      message: '--disable-admission-plugins names PodSecurity, so no namespace enforces a Pod Security level',
    }));
  if (found.length > 0) return found;
  if (unclear.length > 0) {
    return unclear.map(({ path, unclear: reason }) =>
      undecided(path, `whether Pod Security admission is disabled is not known: ${reason}`),
    );
  }
  if (incomplete !== undefined && listing.length === 0) {
    return [undecided(place, `--disable-admission-plugins is not seen, but ${incomplete}`)];
  }
  if (listing.length === 0 || listing.some((flag) => names(flag).includes('PodSecurity'))) return NONE;
  return [
    { path: listing.at(-1)!.path, message: `--${OLD_LIST} does not name PodSecurity, so no namespace enforces a Pod Security level` },
  ];
}

/** Flags that hold lists add up. */
function occurrences(flag: Flag | undefined): readonly Flag[] {
  return flag === undefined ? NONE : [...(flag.earlier ?? []), flag];
}

function names({ value }: Flag): readonly string[] {
  return value.split(',');
}
