import { defineRule, undecided, type CheckContext, type Outcome } from '../../engine/rule';
import { Severity } from '../../engine/severity';
import { subject } from '../../engine/subjects';
import { componentFlags, type ComponentFlags, type Flag } from '../../kubernetes/components/component-flags';
import { REMOVED_FLAGS, REMOVED_PLUGINS } from '../../kubernetes/components/flags/removed';
import { collect, NONE } from '../../kubernetes/objects/collect';
import { compareVersions, formatMinor, parseMinor } from '../../kubernetes/releases/versions';

const LISTS = ['enable-admission-plugins', 'disable-admission-plugins', 'admission-control'];

export const removedFlag = defineRule({
  id: 'versions/removed-flag',
  title: 'kube-apiserver must not set flags or admission plugins that the target release has removed',
  description:
    'kube-apiserver does not start with a flag or an admission plugin that it does not know, so the cluster has no API server after '
    + 'the upgrade. Checked are `--insecure-port`, `--insecure-bind-address`, `--address`, `--port`, `--kubelet-https` and '
    + '`--basic-auth-file`, whatever their value, and the plugins `PodSecurityPolicy` and `SecurityContextDeny`. '
    + '`control-plane/known-flags` and `control-plane/flag-values` check all others.\n\n'
    + 'A value of `--enable-admission-plugins` that is not known is unknown.',
  severity: Severity.HIGH,
  fix: 'Remove the flag or the plugin. Pod Security admission, which is on by default, has taken the place of both plugins.',
  sources: [
    'https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/',
    'https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/',
    'https://github.com/kubernetes/kubernetes/blob/master/CHANGELOG/CHANGELOG-1.24.md',
  ],
  bad:
    '{ apiVersion: kubeadm.k8s.io/v1beta4, kind: ClusterConfiguration, '
    + 'apiServer: { extraArgs: [{ name: insecure-port, value: "0" }] } }',
  good:
    '{ apiVersion: kubeadm.k8s.io/v1beta4, kind: ClusterConfiguration, '
    + 'apiServer: { extraArgs: [{ name: secure-port, value: "6443" }] } }',
  subject: subject('API servers', ({ inventory }) =>
    componentFlags(inventory)
      .filter(({ component }) => component === 'kube-apiserver')
      .map((value) => ({ value, object: value.object })),
  ),
  check: forbidRemoved,
});

function forbidRemoved({ flags }: ComponentFlags, { kubernetes }: CheckContext): readonly Outcome[] {
  const isGone = (release: string | undefined) => release !== undefined && compareVersions(parseMinor(release), kubernetes) <= 0;
  const target = formatMinor(kubernetes);
  const gone = [...flags].flatMap(([name, { path }]) =>
    isGone(REMOVED_FLAGS.get(name)) ? [{ path, message: `Kubernetes ${target} has no --${name}, so kube-apiserver does not start` }] : [],
  );
  const plugins = LISTS.flatMap((name) =>
    collect(occurrences(flags.get(name)), ({ path, value, unclear }): readonly Outcome[] => {
      if (unclear !== undefined) {
        // What is switched off is for namespaces/pod-security-plugin, which says so too.
        return name === LISTS[0] ? [undecided(path, `which admission plugins --${name} names is not known: ${unclear}`)] : NONE;
      }
      return value
        .split(',')
        .filter((plugin) => isGone(REMOVED_PLUGINS.get(plugin)))
        .map((plugin) => ({
          path,
          code: plugin.toLowerCase(),
          message: `Kubernetes ${target} has no admission plugin ${plugin}, which --${name} names, so kube-apiserver does not start`,
        }));
    }),
  );
  return [...gone, ...plugins];
}

/** Flags that hold lists add up. */
function occurrences(flag: Flag | undefined): readonly Flag[] {
  return flag === undefined ? NONE : [...(flag.earlier ?? []), flag];
}
