import { defineRule, type AnyRule, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { knownPlugin } from '../../../kubernetes/components/flags/catalogue';
import { effectiveFlag, type CataloguedFlags, type EffectiveFlag } from '../../../kubernetes/components/flags/effective-flag';
import { NONE } from '../../../kubernetes/objects/collect';
import { apiServers, notKnown, staticPod } from '../programs';

interface Row {
  readonly name: string;
  readonly plugins: readonly string[];
  readonly wanted: boolean;
  /** Whether they are on by default. */
  readonly isDefault: boolean;
  readonly consequence: string;
  readonly title: string;
  readonly description: string;
  readonly severity: Severity;
  readonly controls?: readonly string[];
  readonly operations?: boolean;
}

const OFF = 'It is off by default, so unset is a violation in a container.';
const ON = 'It is on by default, so unset passes.';

const ROWS: readonly Row[] = [
  {
    name: 'node-restriction',
    plugins: ['NodeRestriction'],
    wanted: true,
    isDefault: false,
    consequence: 'a kubelet can change other nodes and their pods',
    title: 'kube-apiserver must enable the NodeRestriction admission plugin',
    description:
      'The plugin limits a kubelet to its own Node and to pods that are bound to it, and keeps it from setting the labels by which '
      + 'workloads '
      + `are separated. ${OFF} kubeadm enables it, unless \`--enable-admission-plugins\` is set without it.`,
    severity: Severity.HIGH,
    controls: ['CIS-2.0:1.2.14'],
  },
  {
    name: 'deny-service-external-ips',
    plugins: ['DenyServiceExternalIPs'],
    wanted: true,
    isDefault: false,
    consequence: 'anyone who may create Services can take over the traffic to any address (CVE-2020-8554)',
    title: 'kube-apiserver must enable the DenyServiceExternalIPs admission plugin',
    description:
      `The plugin rejects \`externalIPs\` of Services. ${OFF} kubeadm does not enable it. Accept the finding where an `
      + 'admission policy limits the addresses instead.',
    severity: Severity.MEDIUM,
    controls: ['CIS-2.0:1.2.3'],
  },
  {
    name: 'service-account-plugin',
    plugins: ['ServiceAccount'],
    wanted: true,
    isDefault: true,
    consequence: 'pods can use service accounts and tokens without a check',
    title: 'kube-apiserver must not disable the ServiceAccount admission plugin',
    description: `The plugin sets the service account of a pod, and limits which token Secrets it may mount. ${ON}`,
    severity: Severity.MEDIUM,
    controls: ['CIS-2.0:1.2.12'],
  },
  {
    name: 'namespace-lifecycle-plugin',
    plugins: ['NamespaceLifecycle'],
    wanted: true,
    isDefault: true,
    consequence: 'objects can be created in namespaces that do not exist or are being deleted',
    title: 'kube-apiserver must not disable the NamespaceLifecycle admission plugin',
    description: `The plugin also keeps default, kube-system and kube-public from being deleted. ${ON}`,
    severity: Severity.MEDIUM,
    controls: ['CIS-2.0:1.2.13'],
  },
  {
    name: 'policy-plugins',
    plugins: [
      'ValidatingAdmissionWebhook',
      'MutatingAdmissionWebhook',
      'ValidatingAdmissionPolicy',
      'MutatingAdmissionPolicy',
      'ResourceQuota',
      'LimitRanger',
      'CertificateApproval',
      'CertificateSigning',
      'CertificateSubjectRestriction',
      'ClusterTrustBundleAttest',
      'RuntimeClass',
    ],
    wanted: true,
    isDefault: true,
    consequence: 'what it enforces has no effect',
    title: 'kube-apiserver must not disable the admission plugins that enforce policies, quotas and certificate rights',
    description:
      'Webhooks, admission policies, quotas and limit ranges have no effect without their plugins, and the certificate plugins decide '
      + 'who may have certificates signed. They are on by default, so unset passes.',
    severity: Severity.HIGH,
    controls: ['STIG:V-242436'],
  },
  {
    name: 'always-admit',
    plugins: ['AlwaysAdmit'],
    wanted: false,
    isDefault: false,
    consequence: 'a plugin that decides nothing stands where a policy is expected',
    title: 'kube-apiserver must not enable the AlwaysAdmit admission plugin',
    description: 'The plugin admits every request. It is deprecated, and off by default.',
    severity: Severity.LOW,
    controls: ['CIS-2.0:1.2.10'],
  },
  {
    name: 'event-rate-limit',
    plugins: ['EventRateLimit'],
    wanted: true,
    isDefault: false,
    consequence: 'nothing limits how many Events a namespace or user writes to etcd',
    title: 'kube-apiserver must enable the EventRateLimit admission plugin',
    description: `The plugin needs limits in the AdmissionConfiguration. ${OFF} kubeadm does not enable it.`,
    severity: Severity.LOW,
    controls: ['CIS-2.0:1.2.9'],
    operations: true,
  },
  {
    name: 'always-pull-images',
    plugins: ['AlwaysPullImages'],
    wanted: true,
    isDefault: false,
    consequence: 'pods can run private images that others have pulled to the node',
    title: 'kube-apiserver must enable the AlwaysPullImages admission plugin',
    description:
      'With the plugin, each start of a container needs the registry, and its credentials for the image. From Kubernetes 1.35 on the '
      + 'kubelet '
      + `verifies the credentials for images on the node by itself. ${OFF} kubeadm does not enable it.`,
    severity: Severity.LOW,
    controls: ['CIS-2.0:1.2.11'],
    operations: true,
  },
];

/** One rule for each plugin, or group of plugins. */
export const admissionPlugins: readonly AnyRule[] = ROWS.map(({ name, plugins, wanted, isDefault, consequence, ...texts }) => {
  const [first] = plugins;
  return defineRule({
    id: `control-plane/${name}`,
    ...texts,
    takesReason: true,
    fix: wanted
      ? isDefault
        ? 'Remove the plugin from --disable-admission-plugins, and --admission-control altogether.'
        : `Add ${first} to --enable-admission-plugins.`
      : `Remove ${first} from --enable-admission-plugins.`,
    sources: ['https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/'],
    bad: staticPod(
      'kube-apiserver',
      isDefault ? `--disable-admission-plugins=${first}` : `--enable-admission-plugins=${wanted ? '' : first}`,
    ),
    good: staticPod('kube-apiserver', `--enable-admission-plugins=${wanted ? first : 'NodeRestriction'}`),
    subject: apiServers,
    check: (server: CataloguedFlags, { kubernetes }: CheckContext) => {
      const flags = pluginFlags(server, kubernetes);
      const states = plugins.flatMap((plugin) => {
        const known = knownPlugin(plugin, kubernetes);
        return known === undefined ? [] : [{ plugin, state: stateOfPlugin(plugin, known.isOn, flags) }];
      });
      const found = states.flatMap(({ plugin, state }): readonly Outcome[] => {
        if ('unknown' in state || state.isOn === wanted) return NONE;
        const code = plugins.length > 1 ? { code: plugin.toLowerCase() } : {};
        return [{ path: state.path, message: `${state.how}, so ${consequence}`, ...code }];
      });
      // What is not known is so for all of them.
      const unknown = states.flatMap(({ state }) => ('unknown' in state ? [state.unknown] : []))[0] ?? NONE;
      return [...found, ...unknown];
    },
  });
});

interface PluginFlags {
  readonly old: EffectiveFlag;
  readonly enabled: EffectiveFlag;
  readonly disabled: EffectiveFlag;
}

function pluginFlags(server: CataloguedFlags, kubernetes: CheckContext['kubernetes']): PluginFlags {
  const [old, enabled, disabled] = ['admission-control', 'enable-admission-plugins', 'disable-admission-plugins'].map((name) =>
    effectiveFlag(server, name, kubernetes),
  ) as [EffectiveFlag, EffectiveFlag, EffectiveFlag];
  return { old, enabled, disabled };
}

type PluginState = { readonly isOn: boolean; readonly path: string; readonly how: string } | { readonly unknown: readonly Outcome[] };

/**
 * As the API server has it: `--admission-control` is the whole list, and what is named in neither of the others is as it is by default.
 * What names the plugin decides, even where more flags may follow that are not seen.
 */
function stateOfPlugin(plugin: string, isDefault: boolean, { old, enabled, disabled }: PluginFlags): PluginState {
  const named = (flag: EffectiveFlag) => (flag.unclear === undefined ? flag.items.find(({ text }) => text === plugin) : undefined);
  if (old.items.length > 0 && old.unclear === undefined) {
    const item = named(old);
    return { isOn: item !== undefined, path: item?.path ?? old.path, how: `${old.label} ${item ? 'names' : 'does not name'} ${plugin}` };
  }
  const [on, off] = [named(enabled), named(disabled)];
  if (on) return { isOn: true, path: on.path, how: `${enabled.label} names ${plugin}` };
  if (off) return { isOn: false, path: off.path, how: `${disabled.label} names ${plugin}` };
  const unclear = [old, enabled, disabled].filter((flag) => flag.unclear !== undefined);
  if (unclear.length > 0) return { unknown: unclear.flatMap(notKnown) };
  const how = enabled.origin === 'input' ? `does not name ${plugin}` : `is not set, and ${plugin} is off by default`;
  return { isOn: isDefault, path: enabled.path, how: `${enabled.label} ${how}` };
}
